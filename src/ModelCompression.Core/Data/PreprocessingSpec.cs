using System.Security.Cryptography;
using System.Text;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data;

/// <summary>A preprocessing spec, schema 1: how a model's inputs are made and its outputs understood.</summary>
/// <param name="Name">For messages: <c>Preprocessing spec 'x.pre.json'</c>.</param>
/// <param name="Path">The file, or null.</param>
/// <param name="Inputs">By model input name.</param>
/// <param name="Outputs">By model output name.</param>
public sealed record PreprocessingSpec(
    string Name,
    string? Path,
    IReadOnlyDictionary<string, InputSpec> Inputs,
    IReadOnlyDictionary<string, OutputSpec> Outputs)
{
    public const int Schema = 1;

    private const long MaxBytes = 1 << 20;

    /// <summary>The names of the model's classes in its order; null when the spec does not say.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Files the spec is made of: itself and those it names.</summary>
    public IReadOnlyList<string> Files => [.. new[] { Path }.OfType<string>().Concat(Texts.SelectMany(text => new[] { text.Source.Vocabulary.Path, text.Source.Merges?.Path }).OfType<string>()).Concat(Outputs.OrderBy(output => output.Key, StringComparer.Ordinal).Select(output => output.Value.Ctc?.Vocabulary.Path).OfType<string>()).Distinct(StringComparer.Ordinal)];

    /// <summary>The input that tells tokens from padding, or null.</summary>
    public string? MaskInput => Inputs.Where(input => input.Value is TextInputSpec { Emit: TextEmit.Mask }).Select(input => input.Key).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The name and spec of the input that is made of recordings, or null.</summary>
    public (string Name, AudioInputSpec Spec)? Audio => Inputs.Where(input => input.Value is AudioInputSpec).Select(input => ((string, AudioInputSpec)?)(input.Key, (AudioInputSpec)input.Value)).FirstOrDefault();

    /// <summary>True for an input of the model that no data fill: a constant or a state.</summary>
    public bool IsFed(string input) => Inputs.GetValueOrDefault(input) is ConstantInputSpec || Audio?.Spec.States.Any(state => state.Input == input) == true;

    /// <summary>True when texts are padded, so that outputs have rows of padding.</summary>
    public bool Pads => Texts.Any(text => text.Source.Padding == TextPadding.Max);

    private IEnumerable<TextInputSpec> Texts => Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => input.Value).OfType<TextInputSpec>();

    /// <summary>Reads a spec file.</summary>
    /// <exception cref="UserErrorException">MC2011: no such file, or not a valid spec; names the key and what is allowed. MC2008: the file cannot be read.</exception>
    public static PreprocessingSpec Load(string path)
    {
        var file = new SpecFile($"Preprocessing spec '{System.IO.Path.GetFileName(path)}'", path);
        return File.Exists(path) ? Parse(DataFile.ReadAllBytes(path, MaxBytes), file) : throw file.Error("the file", "does not exist");
    }

    /// <summary>Reads a spec from text.</summary>
    /// <param name="name">Stands for the file name in messages; files that the spec names are looked for in the current folder.</param>
    /// <exception cref="UserErrorException">MC2011.</exception>
    public static PreprocessingSpec Parse(string json, string name) =>
        Parse(Encoding.UTF8.GetBytes(json), new SpecFile($"Preprocessing spec '{name}'", null));

    /// <summary>The spec as JSON with every field written out.</summary>
    public string ToResolvedJson() => SpecWriter.Write(this);

    /// <summary>Lower-case SHA-256 of the resolved spec; equal for files that differ only in writing.</summary>
    public string ContentHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToResolvedJson())));

    internal static PreprocessingSpec Parse(byte[] json, SpecFile file)
    {
        var top = new SpecObject(SpecReader.Read(json, file), file, "");
        top.RequireKeys("schema", "inputs", "outputs", "classes", "$schema");
        top.Whole("schema", top.Required("schema"), Schema, Schema);
        var inputs = top.Object("inputs");
        var texts = new TextSpecParser(inputs);
        var outputs = top.Has("outputs") ? top.Object("outputs") : null;
        var parsed = inputs.Keys.ToDictionary(name => name, name => inputs.Object(name).IsText ? texts.Parse(name) : ParseInput(inputs.Object(name)), StringComparer.Ordinal);
        RequireOneRecording(inputs, parsed);
        return new PreprocessingSpec(
            file.Name,
            file.Path,
            parsed,
            outputs?.Keys.ToDictionary(name => name, name => OutputSpecParser.Parse(outputs.Object(name)), StringComparer.Ordinal) ?? [])
        {
            ClassNames = top.Has("classes") ? ReadClasses(top) : null,
        };
    }

    private static IReadOnlyList<string> ReadClasses(SpecObject top)
    {
        var names = top.Texts("classes", []);
        return names.Count > 0 && names.Distinct(StringComparer.Ordinal).Count() == names.Count ? names : throw top.Error("classes", "must hold the names of the model's classes, each once");
    }

    private static void RequireOneRecording(SpecObject inputs, Dictionary<string, InputSpec> parsed)
    {
        var recordings = parsed.Where(input => input.Value is AudioInputSpec).Select(input => (input.Key, Spec: (AudioInputSpec)input.Value)).ToArray();
        if (recordings.Length > 1)
        {
            throw inputs.Error(recordings[1].Key, $"is of type \"audio\" as '{recordings[0].Key}' is; one input takes the recording");
        }

        foreach (var state in recordings.SelectMany(recording => recording.Spec.States).Where(state => parsed.ContainsKey(state.Input)))
        {
            throw inputs.Error(state.Input, $"is named by the \"state\" of '{recordings[0].Key}', which feeds it; take it out");
        }
    }

    private static InputSpec ParseInput(SpecObject input)
    {
        switch (input.Choice("type", null, ("image", 0), ("text", 1), ("audio", 2), ("constant", 3), ("tensor", 4)))
        {
            case 0: return new ImageInputSpec(ImageSpecParser.Parse(input));
            case 2: return AudioSpecParser.Parse(input);
            case 3: return ConstantSpecParser.Parse(input);
        }

        input.RequireKeys("type");
        return new TensorInputSpec();
    }
}
