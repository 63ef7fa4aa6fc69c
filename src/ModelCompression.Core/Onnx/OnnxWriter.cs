using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Onnx;

/// <summary>
/// Writes models as ONNX. What was read and not changed is written back as it was; IR version and opsets are the model's. Equal models give equal bytes.
/// </summary>
public static class OnnxWriter
{
    /// <summary>Models up to this size are one file. The format allows 2 GB; the rest is room for names and headers.</summary>
    public const long DefaultMaxBytes = 1_900_000_000;

    /// <summary>
    /// Writes <paramref name="model"/> to <paramref name="path"/>, replacing the file only when everything was written. A model above
    /// <paramref name="maxBytes"/> keeps its large initializers in <c>&lt;path&gt;.data</c>. <paramref name="extraOutputs"/> are as in <see cref="ToBytes"/>.
    /// </summary>
    /// <exception cref="UserErrorException">MC0006: the file cannot be written.</exception>
    public static void Write(Model model, string path, long maxBytes = DefaultMaxBytes, IReadOnlyList<Value>? extraOutputs = null)
    {
        var layout = SizeBytes(model) > maxBytes ? new ExternalLayout(model, Path.GetFileName(path) + ".data") : null;
        if (SizeBytes(model, layout) > DefaultMaxBytes)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"Model '{path}' cannot be written: it holds more than 2 GB outside of its initializers, which the format does not allow.", path);
        }

        var message = ToMessage(model, extraOutputs ?? [], layout);
        var files = new List<(string Path, Action<Stream> Content)>();
        if (layout is not null)
        {
            files.Add((path + ".data", layout.WriteTo));
        }

        files.Add((path, stream => message.WriteTo(stream)));
        try
        {
            AtomicFiles.Write(files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"Model '{path}' cannot be written: {e.Message} Check the folder, its permissions and the free space.", path, e);
        }
    }

    /// <summary>The model as one self-contained file. <paramref name="extraOutputs"/> become outputs after the model's own (see <see cref="Names"/>).</summary>
    /// <exception cref="InvalidOperationException">The model is larger than one file can be.</exception>
    public static byte[] ToBytes(Model model, IReadOnlyList<Value>? extraOutputs = null) =>
        SizeBytes(model) <= DefaultMaxBytes
            ? ToMessage(model, extraOutputs ?? [], layout: null).ToByteArray()
            : throw new InvalidOperationException("The model is too large to be held in one piece; write it to a file.");

    /// <summary>Bytes of everything that can be large. The message's own size is a 32-bit number that overflows silently, so it cannot be asked.</summary>
    public static long SizeBytes(Model model) => SizeBytes(model, layout: null);

    /// <summary>The name each value has in the written file: unique over the whole model, the same in every call on an unchanged model.</summary>
    public static IReadOnlyDictionary<Value, string> Names(Model model) => ValueNames.Of(model);

    private static long SizeBytes(Model model, ExternalLayout? layout)
    {
        var graphs = model.Graph.SelfAndSubgraphs().ToList();
        var inside = graphs.SelectMany(graph => graph.Initializers).Where(value => value.Initializer is null || layout?.OffsetOf(value.Initializer) is null);
        var tensors = inside.Sum(value => TensorSizeBytes(value.Initializer));
        var sparse = graphs.SelectMany(graph => graph.Initializers).Sum(value => (long)((value.Extras as ValueOrigin)?.Sparse?.CalculateSize() ?? 0));
        var attributes = graphs.SelectMany(graph => graph.Nodes).SelectMany(node => node.Attributes).Sum(AttributeSizeBytes);
        return tensors + sparse + attributes + ((model.Extras as ModelProto)?.CalculateSize() ?? 0);
    }

    private static ModelProto ToMessage(Model model, IReadOnlyList<Value> extraOutputs, ExternalLayout? layout)
    {
        var message = (model.Extras as ModelProto)?.Clone() ?? new ModelProto { ProducerName = "ModelCompression.Build" };
        message.IrVersion = model.IrVersion;
        message.Graph = new GraphWriter(model, ValueNames.Of(model), layout).WriteMain(extraOutputs);
        WriteOpsets(model, message);
        return message;
    }

    private static void WriteOpsets(Model model, ModelProto message)
    {
        var missing = new SortedDictionary<string, long>(model.Opsets, StringComparer.Ordinal);
        var kept = new List<OperatorSetIdProto>();
        foreach (var opset in message.OpsetImport)
        {
            if (missing.Remove(opset.Domain == "ai.onnx" ? "" : opset.Domain, out var version))
            {
                opset.Version = version;
                kept.Add(opset);
            }
        }

        message.OpsetImport.Clear();
        message.OpsetImport.AddRange(kept);
        message.OpsetImport.AddRange(missing.Select(opset => new OperatorSetIdProto { Domain = opset.Key, Version = opset.Value }));
    }

    /// <summary>Typed fields can be larger than the dense bytes: a negative 8-bit number takes ten bytes there.</summary>
    private static long TensorSizeBytes(TensorData? data) => Math.Max(data?.SizeBytes ?? 0, (data?.Extras as TensorProto)?.CalculateSize() ?? 0);

    private static long AttributeSizeBytes(Ir.Attribute attribute) => attribute.Value switch
    {
        TensorData tensor => TensorSizeBytes(tensor),
        TensorData[] tensors => tensors.Sum(TensorSizeBytes),
        float[] numbers => numbers.LongLength * sizeof(float),
        long[] numbers => numbers.LongLength * sizeof(long),
        ReadOnlyMemory<byte>[] texts => texts.Sum(text => (long)text.Length),
        _ => 0,
    };
}
