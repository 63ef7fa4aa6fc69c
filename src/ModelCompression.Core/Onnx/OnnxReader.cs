using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>Reads ONNX files. What the IR does not model (metadata, functions, doc strings, unknown fields) is kept for the writer.</summary>
public static class OnnxReader
{
    /// <summary>The newest IR version the runtime accepts.</summary>
    public const long MaxIrVersion = 13;

    /// <summary>The newest opset of the default domain the runtime accepts.</summary>
    public const long MaxOpset = 26;

    /// <summary>Nodes, attributes, tensors, declared dimensions and so on in one file; large models have some hundred thousand.</summary>
    private const int MaxMessages = 4_000_000;

    private static ReadOnlySpan<byte> LfsHeader => "version https://git-lfs"u8;

    /// <summary>Reads a model file. External data is checked now and read when it is first used.</summary>
    /// <exception cref="UserErrorException">MC2001: no such file; MC2002: no valid model; MC2003: a git-LFS pointer; MC2009: too new; MC2010: bad external data.</exception>
    public static Model Read(string path)
    {
        var source = new ModelSource(path, Path.GetDirectoryName(Path.GetFullPath(path)));
        return Parse(Load(path, source), source);
    }

    /// <summary>Reads a model held in memory. External data, if any, is looked for in <paramref name="folder"/>.</summary>
    /// <exception cref="UserErrorException">As <see cref="Read"/>.</exception>
    public static Model Parse(ReadOnlyMemory<byte> bytes, string? folder = null) => Parse(bytes, new ModelSource(null, folder));

    private static byte[] Load(string path, ModelSource source)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new UserErrorException(Codes.ModelNotFound, $"Model '{path}' does not exist. Check the path.", path);
        }

        if (file.Length > Array.MaxLength)
        {
            throw source.Invalid("it is larger than 2 GB; a model of that size keeps its weights in external data");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.ModelNotFound, $"Model '{path}' cannot be read: {e.Message}", path, e);
        }
    }

    private static Model Parse(ReadOnlyMemory<byte> bytes, ModelSource source)
    {
        if (bytes.Span.StartsWith(LfsHeader))
        {
            throw new UserErrorException(Codes.LfsPointer, "The model is a git-LFS pointer, not the model itself. Run 'git lfs pull' and build again.", source.Path);
        }

        var message = ParseMessage(bytes, source);
        RequireSupported(message, source);
        UnmodelledTensors.Inline(message, source);
        var context = new ReadContext(source, CanOverride: message.IrVersion >= 4);
        var graph = GraphReader.Read(message.Graph ?? throw source.Invalid("it has no graph"), context);
        message.Graph = null;
        var opsets = message.OpsetImport.Select(opset => KeyValuePair.Create(opset.Domain, opset.Version));
        var model = new Model(graph, message.IrVersion, opsets)
        {
            Extras = message,
            ExternalLocations = [.. source.ExternalLocations],
            Metadata = message.MetadataProps.GroupBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entries => entries.Key, entries => entries.Last().Value, StringComparer.Ordinal),
        };
        ImportUsedDomains(model, source);
        return model;
    }

    /// <summary>Domains of extensions may be used without being imported; the runtime then takes their first version.</summary>
    private static void ImportUsedDomains(Model model, ModelSource source)
    {
        foreach (var domain in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Select(node => node.Domain).Distinct())
        {
            if (domain.Length == 0 && model.Opset == 0)
            {
                throw source.Invalid("it does not say which opset it uses");
            }

            model.Import(domain, 1);
        }
    }

    private static ModelProto ParseMessage(ReadOnlyMemory<byte> bytes, ModelSource source)
    {
        if (MessageCount.Exceeds(bytes.Span, ModelProto.Descriptor, MaxMessages))
        {
            throw source.Invalid($"it has more than {MaxMessages} parts");
        }

        try
        {
            return ModelProto.Parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw source.Invalid("it is damaged, cut off, nested too deep or no ONNX file at all", e);
        }
    }

    private static void RequireSupported(ModelProto message, ModelSource source)
    {
        if (message.IrVersion > MaxIrVersion)
        {
            throw TooNew($"IR version {message.IrVersion}", $"{MaxIrVersion}", source);
        }

        if (message.Graph is null || message.IrVersion < 1)
        {
            throw source.Invalid(message.Graph is null ? "it has no graph" : "it has no IR version");
        }

        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var opset in message.OpsetImport)
        {
            var domain = opset.Domain == "ai.onnx" ? "" : opset.Domain;
            if (domain.Length == 0 && opset.Version > MaxOpset)
            {
                throw TooNew($"opset {opset.Version}", $"{MaxOpset}", source);
            }

            if (!versions.TryAdd(domain, opset.Version) && versions[domain] != opset.Version)
            {
                throw source.Invalid($"it imports two versions of the operator domain '{opset.Domain}'");
            }
        }
    }

    private static UserErrorException TooNew(string what, string newest, ModelSource source) =>
        new(Codes.UnsupportedVersion, $"The model uses {what}; the newest that is supported is {newest}. Export the model with an older version.", source.Path);
}
