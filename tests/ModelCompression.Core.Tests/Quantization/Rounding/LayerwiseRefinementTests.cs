using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class LayerwiseRefinementTests
{
    private const string Network = """
        input x: float[1,4,9,9]
        w1 = const float[8,4,3,3] seed 1 b1 = const float[8] seed 2
        w2 = const float[8,1,3,3] seed 3 b2 = const float[8] seed 4
        w3 = const float[6,8,1,1] seed 5 b3 = const float[6] seed 6
        w4 = const float[5,54] seed 7 b4 = const float[5] seed 8
        c1 = Conv(x, w1, b1) <pads=[1,1,1,1], strides=[2,2]>
        r1 = Relu(c1)
        c2 = Conv(r1, w2, b2) <group=8, pads=[1,1,0,0], strides=[1,1]>
        r2 = Relu(c2)
        c3 = Conv(r2, w3, b3)
        p = MaxPool(c3) <kernel_shape=[2,2]>
        f = Flatten(p)
        y = Gemm(f, w4, b4) <transB=1>
        output y
        """;

    private static readonly RangeSource Ranges = values => values.ToDictionary(value => value, _ => new ActivationRange(-12, 12));

    [TestMethod]
    [DataRow(true, DisplayName = "biases take up mean errors")]
    [DataRow(false, DisplayName = "biases stay")]
    public void Refined_weights_give_an_output_nearer_to_the_original_on_samples_not_seen(bool correctBias)
    {
        var (original, nearest) = Pair();
        var (_, refined) = Pair();

        var layers = Refine(original, refined, threads: 1, correctBias: correctBias);

        Assert.HasCount(4, layers);
        Assert.IsTrue(layers.All(layer => layer.DecibelsAfter >= layer.DecibelsBefore));
        Assert.IsLessThan(0.85 * Noise(original, nearest), Noise(original, refined));
    }

    [TestMethod]
    public void Searched_scales_give_an_output_nearer_still_and_biases_follow_them()
    {
        var (original, kept) = Pair();
        var (_, searched) = Pair();

        Refine(original, kept, threads: 1);
        Refine(original, searched, threads: 1, search: SearchedScales.Coarse);

        Assert.IsLessThan(0.9 * Noise(original, kept), Noise(original, searched));
        foreach (var node in searched.Graph.Nodes.Where(node => node.IsAny("Conv", "Gemm")))
        {
            var (input, weight, bias) = (Scales(node, 0)[0], Scales(node, 1), Scales(node, 2));
            CollectionAssert.AreEqual(Array.ConvertAll(weight, scale => scale * input), bias, node.Name);
        }
    }

    [TestMethod]
    public void Nothing_depends_on_the_number_of_threads()
    {
        var (original, one) = Pair();
        var (_, two) = Pair();
        Refine(original, one, threads: 1);
        Refine(original, two, threads: 2);

        SameOutputs.Check(one, two, tolerance: 0);
    }

    [TestMethod]
    public void Only_layers_with_a_grid_are_changed()
    {
        var (original, refined) = Pair();
        var name = original.Graph.Nodes.First(node => node.OpType == "Gemm").Name;

        var layers = Refine(original, refined, threads: 1, node => node == name);

        Assert.AreEqual(name, layers.Single().Node);
    }

    [TestMethod]
    public void Without_samples_nothing_happens()
    {
        var (original, quantized) = Pair();
        var settings = new RefinementSettings(new SecondOrderRounding(), true, new Dictionary<string, WeightGrid>(), 1, 0);

        Assert.HasCount(0, new LayerwiseRefinement(new OrtRunnerFactory(), new DiagnosticList()).Run(quantized, original, [], settings, CancellationToken.None));
    }

    private static IReadOnlyList<RefinedLayer> Refine(Model original, Model quantized, int threads, Func<string, bool>? takes = null, bool correctBias = true, SearchedScales search = SearchedScales.None)
    {
        var grids = original.Graph.Nodes.Where(node => takes?.Invoke(node.Name) ?? true).ToDictionary(node => node.Name, _ => new WeightGrid(4, PairLimit.FullRange));
        var settings = new RefinementSettings(new SecondOrderRounding(), correctBias, grids, threads, Seed: 0) { Search = search };
        var samples = Enumerable.Range(0, 40).Select(seed => SeededTensors.SampleFor(original, seed)).ToList();
        return new LayerwiseRefinement(new OrtRunnerFactory(), new DiagnosticList()).Run(quantized, original, samples, settings, CancellationToken.None);
    }

    private static float[] Scales(Node node, int input) => node.Input(input)?.Producer?.Input(1)?.Constant?.ToFloats() ?? [];

    private static double Noise(Model original, Model quantized)
    {
        var factory = new OrtRunnerFactory();
        using var wanted = factory.Load(original, new RunnerOptions());
        using var found = factory.Load(quantized, new RunnerOptions());
        var sum = 0.0;
        for (var seed = 1000; seed < 1040; seed++)
        {
            var sample = SeededTensors.SampleFor(original, seed);
            var y = wanted.Run(sample)[0].AsSpan<float>();
            var q = found.Run(sample)[0].AsSpan<float>();
            for (var i = 0; i < y.Length; i++)
            {
                sum += (y[i] - q[i]) * (double)(y[i] - q[i]);
            }
        }

        return sum;
    }

    private static (Model Original, Model Quantized) Pair()
    {
        var original = GraphText.Parse(Network);
        var quantized = GraphText.Parse(Network);
        foreach (var model in new[] { original, quantized })
        {
            var number = 0;
            foreach (var node in model.Graph.Nodes)
            {
                node.Name = $"{node.OpType}_{number++}";
            }
        }

        Quantized.Apply(new StaticQuantizer(), quantized, Ranges, new NodeSettings { WeightBits = 4 });
        return (original, quantized);
    }
}
