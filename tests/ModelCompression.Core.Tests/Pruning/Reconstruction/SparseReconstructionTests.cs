using ModelCompression.Core.Tests.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Pruning.Reconstruction;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning.Reconstruction;

/// <summary>Weights removed layer by layer, against the same model with its smallest weights removed.</summary>
[TestClass]
public sealed class SparseReconstructionTests
{
    private const string Dense = """
        input x: float[1,24]
        w1 = const float[24,32] seed 1
        b1 = const float[32] seed 2
        h = Gemm(x, w1, b1)
        r = Relu(h)
        w2 = const float[32,10] seed 3
        b2 = const float[10] seed 4
        y = Gemm(r, w2, b2)
        output y
        """;

    private const string Convolutional = """
        input x: float[1,4,8,8]
        w1 = const float[8,4,3,3] seed 1
        b1 = const float[8] seed 2
        c = Conv(x, w1, b1) <pads=[1,1,1,1]>
        r = Relu(c)
        w2 = const float[8,1,3,3] seed 3
        d = Conv(r, w2) <group=8, pads=[1,1,1,1]>
        f = Flatten(d)
        w3 = const float[512,6] seed 4
        m = MatMul(f, w3)
        b3 = const float[6] seed 5
        y = Add(m, b3)
        output y
        """;

    [TestMethod]
    [DataRow(Dense, 0.5)]
    [DataRow(Dense, 0.8)]
    [DataRow(Convolutional, 0.5)]
    public void Outputs_stay_closer_than_without_the_smallest_weights(string text, double sparsity)
    {
        var (size, zeros) = Noise(text, "Magnitude", sparsity);
        var (fitted, fittedZeros) = Noise(text, "Reconstruction", sparsity);

        Assert.IsLessThan(size * 0.8, fitted, $"{fitted} against {size}"); // the inputs are nearly independent, so little can be taken up
        Assert.AreEqual(zeros, fittedZeros, "as many weights are removed");
    }

    [TestMethod]
    public void An_input_that_repeats_another_is_given_up_for_nothing()
    {
        // The first two inputs are always equal, so half of their weights go without a trace.
        var model = GraphText.Parse("input x: float[1,4] w = const float[4,3] seed 1 b = const float[3] seed 2 y = Gemm(x, w, b) output y");
        model.Graph.Nodes.First().Name = "layer";
        var samples = Pipeline.SamplesFor(model, count: 64).Select(sample => Repeated(sample)).ToList();
        var original = GraphText.Parse("input x: float[1,4] w = const float[4,3] seed 1 b = const float[3] seed 2 y = Gemm(x, w, b) output y");
        original.Graph.Nodes.First().Name = "layer";

        var skipped = new SparseReconstruction(new OrtRunnerFactory(), 1, new DiagnosticList()).Run(model, original, samples, new Dictionary<string, int> { ["layer"] = 3 }, 0, CancellationToken.None);

        Assert.IsEmpty(skipped);
        Assert.AreEqual(3, model.Graph.Nodes.First().Input(1)?.Constant?.AsSpan<float>().ToArray().Count(value => value == 0));
        using var before = new OrtRunnerFactory().Load(original, new RunnerOptions());
        using var after = new OrtRunnerFactory().Load(model, new RunnerOptions());
        foreach (var sample in Pipeline.SamplesFor(original, first: 900, count: 8).Select(Repeated))
        {
            var (expected, actual) = (before.Run(sample)[0].AsSpan<float>().ToArray(), after.Run(sample)[0].AsSpan<float>().ToArray());
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.AreEqual(expected[i], actual[i], 0.02 * expected.Max(Math.Abs)); // half precision of targets, damping of 1 %
            }
        }
    }

    [TestMethod]
    public void A_shared_weight_is_left_alone_with_a_reason()
    {
        using var pipeline = new Pipeline();
        var outcome = Pruned(pipeline, "input x: float[1,8] w = const float[8,8] seed 1 a = MatMul(x, w) y = MatMul(a, w) output y", "Reconstruction", 0.5);

        Assert.Contains("several nodes share the weight", outcome.WhySkipped("MatMul"));
    }

    [TestMethod]
    public void Without_data_it_is_refused()
    {
        using var pipeline = new Pipeline();

        var error = Assert.ThrowsExactly<UserErrorException>(() => pipeline.Run(GraphText.Parse(Dense), null, ("Pruning", "Reconstruction"), ("Sparsity", "0.5"), ("Quantization", "None"))).Diagnostic;

        Assert.AreEqual("MC0004", error.Code);
        Assert.Contains("CalibrationData", error.Message);
    }

    private static Sample Repeated(Sample sample)
    {
        var values = sample.Inputs["x"].AsSpan<float>().ToArray();
        values[1] = values[0];
        return sample with { Inputs = new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(sample.Inputs["x"].Shape, values) } };
    }

    /// <summary>Mean squared difference from the original on samples not seen, and the number of zeros.</summary>
    private static (double Noise, int Zeros) Noise(string text, string criterion, double sparsity)
    {
        using var pipeline = new Pipeline();
        var outcome = Pruned(pipeline, text, criterion, sparsity);
        var original = GraphText.Parse(text);
        using var before = new OrtRunnerFactory().Load(original, new RunnerOptions());
        using var after = new OrtRunnerFactory().Load(outcome.Written, new RunnerOptions());
        var noise = Pipeline.SamplesFor(original, first: 5000, count: 32).Average(sample =>
            before.Run(sample)[0].AsSpan<float>().ToArray().Zip(after.Run(sample)[0].AsSpan<float>().ToArray(), (a, b) => (a - b) * (double)(a - b)).Average());
        return (noise, outcome.Written.Graph.Initializers.Where(value => value.Constant?.Shape.Rank > 1).Sum(value => value.Constant?.AsSpan<float>().ToArray().Count(weight => weight == 0) ?? 0));
    }

    private static PipelineOutcome Pruned(Pipeline pipeline, string text, string criterion, double sparsity)
    {
        var model = GraphText.Parse(text);
        return pipeline.Run(model, Pipeline.SamplesFor(model, count: 256), ("Pruning", criterion), ("Sparsity", sparsity.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Quantization", "None"), ("AccuracyControl", "false"));
    }
}
