using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>What becomes of a build when the samples are too few to decide.</summary>
[TestClass]
public sealed class GatePolicyTests
{
    private const string Text = "input x: float[1,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y";

    [TestMethod]
    [DataRow("Point", true, "")]
    [DataRow("Significant", true, "Warning")]
    [DataRow("NonInferior", false, "Error")]
    public void Forty_samples_cannot_show_a_loss_of_one_percent(string policy, bool accepted, string severity)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text);
        var samples = Pipeline.SamplesFor(model, first: 500, count: 40);

        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("ValidationData", pipeline.Write("validation.npz", samples, Labels(model, samples))),
            ("Quantization", "Dynamic"), ("GatePolicy", policy), ("GateSeverity", "Error"), ("MaxMetricDrop", "0.01"), ("MinMetric", "0"));

        Assert.AreEqual(accepted, outcome.Result.Accepted);
        Assert.AreEqual(severity, string.Join(' ', outcome.Diagnostics.Where(item => item.Code == Codes.Undecided).Select(item => item.Severity.ToString())));
        Assert.AreEqual(accepted, File.Exists(outcome.OutputPath));
    }

    /// <summary>The model's own answers, so that nothing is lost unless compression loses it.</summary>
    private static long[] Labels(Model model, IReadOnlyList<Sample> samples)
    {
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions());
        return [.. samples.Select(sample => (long)Scores.ArgMax(runner.Run(sample)[0].ToDoubles()))];
    }
}
