using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>What the builder makes of graph text: the written model, its record, and what the runtime makes of it.</summary>
internal sealed record BuiltCandidate(Model Written, CandidateRecord Record, Model Optimized)
{
    private const int Samples = 6;

    /// <param name="text">A model whose only required input has a first dimension of any size and no other unknown size.</param>
    /// <param name="calibrated">True for calibration data of seeded random numbers.</param>
    public static BuiltCandidate Of(string text, bool calibrated, params (string Name, string Value)[] options) => Of(text, calibrated, [], options);

    /// <param name="rules">Rules of the recipe.</param>
    public static BuiltCandidate Of(string text, bool calibrated, IReadOnlyList<RecipeRule> rules, params (string Name, string Value)[] options)
    {
        using var data = new DataFolder();
        using var folder = new TempFolder();
        var model = GraphText.Parse(text);
        var read = new OptionReader(new OptionDefinitions(new Catalog()), new DiagnosticList())
            .Read(options.Append(("CalibrationData", calibrated ? "calibration.npy" : "")).ToDictionary(option => option.Item1, option => option.Item2, StringComparer.Ordinal), Path.GetTempPath()) with { Rules = rules };
        var calibration = calibrated ? Dataset.Open(new DatasetSource(Write(data, model)), DataSets.PortsOf(model)) : null;
        var builder = new CandidateBuilder(new OrtRunnerFactory(), new Catalog(), threads: 1, new DiagnosticList());
        var prepared = builder.Bring(builder.Prepare(model, read, calibration), GraphForm.Of(read, calibrated, TargetRules.ProfileOf(new Catalog(), read)));
        var record = builder.Build(prepared, read, folder["model.onnx"], CancellationToken.None);
        return new BuiltCandidate(OnnxReader.Parse(File.ReadAllBytes(folder["model.onnx"])), record, new OrtRunnerFactory().Optimized(folder["model.onnx"]));
    }

    /// <summary>Operators of the optimized graph in order, without the conversions at its ends.</summary>
    public IReadOnlyList<string> Fused => [.. Optimized.Graph.Nodes.Select(node => node.OpType).Where(op => op is not ("QuantizeLinear" or "DequantizeLinear"))];

    /// <summary>Reason of a skipped node, or null.</summary>
    public string? Why(string node) => Record.Skipped.FirstOrDefault(item => item.Node == node)?.Why;

    private static string Write(DataFolder data, Model model)
    {
        var dims = model.Graph.RequiredInputs.Single().Type?.Dims?.Skip(1).Select(dim => dim.Size ?? 1).ToArray() ?? [];
        var random = new Random(1);
        var values = new float[Samples * dims.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 4) - 2;
        }

        return data.Write("calibration.npy", ArrayFiles.Npy("<f4", string.Join(", ", dims.Prepend(Samples)), ArrayFiles.Floats(values)));
    }
}
