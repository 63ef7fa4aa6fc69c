using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class SmoothQuantTests
{
    /// <summary>Feature 3 of the activation is 60 times larger than the others.</summary>
    private const string Outlier = """
        input x: float[1,6,32]
        g = const float[32] {1,1,1,60,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1}
        w1 = const float[32,64] seed 1 w2 = const float[32,40] seed 2
        a = Mul(x, g)
        y = MatMul(a, w1)
        z = MatMul(a, w2)
        output y output z
        """;

    private static readonly HashSet<string> Both = ["MatMul_0", "MatMul_1"];

    /// <summary>Small products are only quantized when asked for.</summary>
    private static readonly NodeSettings Asked = new() { Scheme = "Dynamic" };

    [TestMethod]
    public void The_float_function_stays_the_same()
    {
        var (original, smoothed, plan) = Smooth(Outlier, Both);

        Assert.HasCount(1, plan.Items); // one division for both readers
        Assert.IsLessThan(0.5, plan.Items[0].Remaining);
        SameOutputs.Check(original, smoothed, tolerance: 1e-5);
    }

    [TestMethod]
    public void Dynamic_quantization_comes_nearer_to_the_original()
    {
        var (original, smoothed, _) = Smooth(Outlier, Both);
        var plain = Quantized.Apply(new DynamicQuantizer(), Named(Outlier), settings: Asked);
        Quantized.Apply(new DynamicQuantizer(), smoothed, settings: Asked);

        Assert.IsLessThan(0.3 * Noise(original, plain), Noise(original, smoothed));
    }

    [TestMethod]
    public void Keeps_activations_without_outliers_and_says_so()
    {
        var (_, smoothed, plan) = Smooth(Outlier.Replace("60", "1", StringComparison.Ordinal), Both);

        Assert.IsEmpty(plan.Items);
        Assert.HasCount(2, plan.Skipped);
        Assert.HasCount(3, smoothed.Graph.Nodes.ToList());
    }

    [TestMethod]
    public void Keeps_nodes_that_are_not_quantized()
    {
        var (_, _, plan) = Smooth(Outlier, []);

        Assert.IsEmpty(plan.Items);
    }

    [TestMethod]
    public void Equal_inputs_give_equal_factors() =>
        CollectionAssert.AreEqual(Smooth(Outlier, Both).Plan.Items[0].Factors, Smooth(Outlier, Both).Plan.Items[0].Factors);

    private static (Model Original, Model Smoothed, SmoothingPlan Plan) Smooth(string text, HashSet<string> quantized)
    {
        var (original, smoothed) = (Named(text), Named(text));
        var (sites, _) = SmoothingSite.Of(smoothed, quantized);
        var samples = Enumerable.Range(0, 8).Select(seed => SeededTensors.SampleFor(smoothed, seed));
        var plan = SmoothQuant.Plan(sites, new FeatureMeasurement(new OrtRunnerFactory(), 1, new DiagnosticList()).Measure(smoothed, sites, samples, CancellationToken.None));
        SmoothQuant.Apply(plan, new GraphEditor(smoothed));
        GraphVerifier.Verify(smoothed, "smoothing");
        return (original, smoothed, plan);
    }

    private static Model Named(string text)
    {
        var model = GraphText.Parse(text);
        var number = 0;
        foreach (var node in model.Graph.Nodes)
        {
            node.Name = node.OpType == "MatMul" ? $"MatMul_{number++}" : node.OpType;
        }

        return model;
    }

    private static double Noise(Model original, Model quantized)
    {
        var factory = new OrtRunnerFactory();
        using var wanted = factory.Load(original, new RunnerOptions());
        using var found = factory.Load(quantized, new RunnerOptions());
        var sum = 0.0;
        for (var seed = 100; seed < 110; seed++)
        {
            var sample = SeededTensors.SampleFor(original, seed);
            var (y, q) = (wanted.Run(sample)[0].ToFloats(), found.Run(sample)[0].ToFloats());
            sum += y.Zip(q, (a, b) => (a - b) * (double)(a - b)).Sum();
        }

        return sum;
    }
}
