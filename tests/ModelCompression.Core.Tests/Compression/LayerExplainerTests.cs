using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>What the report says of every layer, seen on written files.</summary>
[TestClass]
public sealed class LayerExplainerTests
{
    private const string Text = """
        input x: float[8,4,12,12]
        w = const float[16,4,3,3] seed 1 range -0.3 0.3
        v = const float[16,16,3,3] seed 2 range -0.2 0.2
        m = const float[2304,64] seed 3 range -0.05 0.05
        c = Conv(x, w) <pads=[1,1,1,1]>
        r = Relu(c)
        d = Conv(r, v) <pads=[1,1,1,1]>
        f = Flatten(d)
        y = MatMul(f, m)
        output y
        """;

    [TestMethod]
    public void Static_layer_has_the_range_behind_its_relu_and_who_chose_it()
    {
        using var pipeline = new Pipeline();
        var facts = Explain(pipeline, "Static", ("Calibrator", "MinMax"), ("Rounding", "Nearest"))["Conv_0"];

        Assert.AreEqual((0f, 0), (facts.Min, facts.ZeroPoint));
        Assert.AreEqual(255 * facts.Scale ?? 0, facts.Max ?? -1, 1e-6);
        Assert.IsTrue(facts.Max is > 1 and < 6, $"{facts.Max}");
        Assert.AreEqual("MinMax", facts.Calibrator);
        Assert.AreEqual("QLinearConv", facts.Runtime);
    }

    [TestMethod]
    [DataRow("Arm64", "8", -128, 127)]
    [DataRow("TensorRT", "8", -128, 127)]
    [DataRow("Qnn", "16", 0, 65535)]
    public void Every_grid_of_a_target_has_range_calibrator_and_noise_and_nothing_is_said_of_what_was_not_run(string target, string bits, int low, int high)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text.Replace("[8,4,", "[8,16,", StringComparison.Ordinal).Replace("[16,4,", "[16,16,", StringComparison.Ordinal));
        var layers = Explain(pipeline, model, "Static", ("Target", target), ("ActivationBits", bits), ("Calibrator", "MinMax"), ("Rounding", "Nearest"), ("WeightBits", "4"));
        var facts = layers["Conv_0"];
        var (scale, zero) = ((float)(facts.Scale ?? 0), facts.ZeroPoint ?? -1);

        Assert.AreEqual(target == "TensorRT" ? 0 : low, zero);
        Assert.AreEqual(((low - zero) * scale, (high - zero) * scale), (facts.Min, facts.Max));
        Assert.IsTrue(facts.Max is > 6 and < 24, $"{facts.Max}");
        Assert.AreEqual("MinMax", facts.Calibrator);
        foreach (var node in new[] { "Conv_0", "Conv_1", "MatMul_0" })
        {
            Assert.IsTrue(layers[node].WeightDecibels is > 12 and < 26, $"{layers[node].WeightDecibels}");
        }

        Assert.IsTrue(layers.Values.All(layer => layer.Runtime is null));
    }

    [TestMethod]
    public void Noise_of_results_grows_from_layer_to_layer_and_with_coarser_weights()
    {
        using var fine = new Pipeline();
        using var coarse = new Pipeline();
        var (eight, four) = (Explain(fine, "Static", ("Rounding", "Nearest")), Explain(coarse, "Static", ("Rounding", "Nearest"), ("WeightBits", "4")));

        Assert.IsTrue(eight["Conv_0"].OutputDecibels is > 30 and < 60, $"{eight["Conv_0"].OutputDecibels}");
        Assert.IsLessThan(eight["Conv_0"].OutputDecibels ?? 0, eight["Conv_1"].OutputDecibels ?? 99);
        foreach (var node in new[] { "Conv_0", "Conv_1", "MatMul_0" })
        {
            Assert.IsLessThan(eight[node].OutputDecibels - 6 ?? 0, four[node].OutputDecibels ?? 99);
            Assert.IsLessThan(eight[node].WeightDecibels - 6 ?? 0, four[node].WeightDecibels ?? 99);
        }
    }

    [TestMethod]
    public void Other_schemes_have_noise_and_runtime_but_no_range()
    {
        using var pipeline = new Pipeline();
        var facts = Explain(pipeline, "Dynamic+Float16");

        Assert.IsTrue(facts.Values.All(layer => layer is { Min: null, Max: null, Scale: null, Calibrator: null }));
        Assert.IsTrue(facts["MatMul_0"].WeightDecibels is > 36 and < 50, $"{facts["MatMul_0"].WeightDecibels}");
        Assert.IsTrue(facts["Conv_0"].WeightDecibels is > 70 and < 80, $"{facts["Conv_0"].WeightDecibels}");
        Assert.IsTrue(facts["Conv_0"].OutputDecibels is > 60, $"{facts["Conv_0"].OutputDecibels}");
        Assert.IsTrue(facts["MatMul_0"].OutputDecibels is > 30 and < 60, $"{facts["MatMul_0"].OutputDecibels}");
    }

    [TestMethod]
    [DataRow("8", 40, 50, 35)]
    [DataRow("4", 15, 26, 12)]
    public void Blocks_have_the_noise_of_their_weights_and_results(string bits, int low, int high, int outputs)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse("input x: float[8,512] w = const float[512,512] seed 1 range -0.1 0.1 t = MatMul(x, w) r = Relu(t) v = const float[512,512] seed 2 range -0.1 0.1 y = MatMul(r, v) output y");
        var layers = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", "WeightOnly"), ("WeightBits", bits)).Result.Candidate.Layers;

        Assert.HasCount(2, layers);
        foreach (var layer in layers)
        {
            Assert.IsTrue(layer.Facts?.WeightDecibels is { } weights && weights > low && weights < high, $"{layer.Node}: {layer.Facts?.WeightDecibels}");
            Assert.IsTrue(layer.Facts?.OutputDecibels is { } output && output > outputs && output < 60, $"{layer.Node}: {layer.Facts?.OutputDecibels}");
            Assert.AreEqual("MatMulNBits", layer.Facts?.Runtime);
        }
    }

    [TestMethod]
    [DataRow("WeightOnly", "MatMulNBits")]
    [DataRow("Dynamic", "DynamicQuantizeMatMul")]
    [DataRow("Static", "QGemm")]
    public void Gemm_has_the_noise_of_its_weights_and_its_operator_whatever_stores_its_bias(string scheme, string runtime)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(
            "input x: float[8,512] w = const float[512,512] seed 1 range -0.1 0.1 b = const float[512] seed 3 t = Gemm(x, w, b) <transB=1> r = Relu(t) v = const float[16,512] seed 2 range -0.1 0.1 c = const float[16] seed 4 y = Gemm(r, v, c) <transB=1> output y");
        var layer = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme + "+Float16")).Result.Candidate.Layers.Single(layer => layer.Node == "Gemm_0");

        Assert.AreEqual(scheme, layer.Scheme);
        Assert.IsTrue(layer.Facts?.WeightDecibels is > 36 and < 50, $"{layer.Facts?.WeightDecibels}");
        Assert.IsTrue(layer.Facts?.OutputDecibels is > 30 and < 60, $"{layer.Facts?.OutputDecibels}");
        Assert.AreEqual(runtime, layer.Facts?.Runtime);
    }

    [TestMethod]
    public void Without_data_results_are_compared_on_random_inputs()
    {
        using var pipeline = new Pipeline();
        var outcome = pipeline.Run(GraphText.Parse(Text), null, ("Quantization", "Dynamic"));

        Assert.IsTrue(outcome.Result.Candidate.Layers.Single().Facts?.OutputDecibels is > 30 and < 60);
    }

    private static IReadOnlyDictionary<string, LayerFacts> Explain(Pipeline pipeline, string scheme, params (string, string)[] options) => Explain(pipeline, GraphText.Parse(Text), scheme, options);

    private static IReadOnlyDictionary<string, LayerFacts> Explain(Pipeline pipeline, Model model, string scheme, params (string, string)[] options)
    {
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), [("Quantization", scheme), .. options]);
        return outcome.Result.Candidate.Layers.ToDictionary(layer => layer.Node, layer => layer.Facts ?? throw new AssertFailedException($"Nothing is said about {layer.Node}."));
    }
}
