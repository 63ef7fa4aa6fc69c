using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Rewriting;
using ModelCompression.Targets;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>Models for targets this machine cannot run: their patterns, and what they compute without the runtime's optimizations.</summary>
[TestClass]
public sealed class StructureCheckTests
{
    /// <summary>A residual block of 16 channels and a classifier.</summary>
    private const string Text = """
        opset 17
        input x: float[1,16,8,8]
        w = const float[16,16,3,3] seed 1
        b = const float[16] seed 2
        c = Conv(x, w, b) <pads=[1,1,1,1]>
        r = Relu(c)
        v = const float[16,16,3,3] seed 3 range -0.3 0.3
        d = Conv(r, v, b) <pads=[1,1,1,1]>
        a = Add(d, r)
        s = Relu(a)
        t = Tanh(s)
        p = GlobalAveragePool(t)
        f = Flatten(p)
        g = const float[16,24] seed 4
        h = const float[24] seed 5
        y = Gemm(f, g, h)
        output y
        """;

    private const int Seed = 2;

    public static IEnumerable<object[]> All => [[new Arm64Target(), 8], [new TensorRtTarget(), 8], [new QnnTarget(), 8], [new QnnTarget(), 16], [new DirectMlTarget(), 8], [new PortableTarget(), 8]];

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Every_planned_node_has_the_pattern_of_its_target(IHardwareTarget target, int bits)
    {
        var (model, layers) = Quantize(target.Profile, bits);

        Assert.IsGreaterThanOrEqualTo(2, layers.Count);
        Assert.IsEmpty(StructureCheck.Unfit(model, layers, target.Profile));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Without_optimizations_it_computes_what_the_float_graph_does(IHardwareTarget target, int bits)
    {
        var (model, _) = Quantize(target.Profile, bits);
        var factory = new OrtRunnerFactory();
        using var before = factory.Load(GraphText.Parse(Text), new RunnerOptions(Optimize: false));
        using var after = factory.Load(model, new RunnerOptions(Optimize: false));
        var sample = SeededTensors.SampleFor(model, Seed);

        Assert.IsNull(SameOutputs.Compare(before.Run(sample)[0], after.Run(sample)[0], tolerance: 0.05));
    }

    [TestMethod]
    public void Pattern_of_another_target_does_not_fit()
    {
        var (model, layers) = Quantize(new PortableTarget().Profile, bits: 8);

        CollectionAssert.IsSubsetOf(new[] { "Conv_0", "Conv_1", "Gemm_0" }, StructureCheck.Unfit(model, layers, new Arm64Target().Profile).ToArray());
        CollectionAssert.IsSubsetOf(new[] { "Conv_0", "Conv_1" }, StructureCheck.Unfit(model, layers, new TensorRtTarget().Profile).ToArray());
    }

    [TestMethod]
    public void TensorRT_gets_float_weights_and_bias_and_a_quantized_residual()
    {
        var (model, _) = Quantize(new TensorRtTarget().Profile, bits: 8);
        var convolutions = model.Graph.Nodes.Where(node => node.Is("Conv")).ToList();
        var add = model.Graph.Nodes.Single(node => node.Is("Add"));

        Assert.IsTrue(convolutions.All(node => node.Input(1)?.Producer?.Input(0)?.Producer?.Input(0)?.Constant?.Element == ElementType.Float));
        Assert.IsTrue(convolutions.All(node => node.Input(2)?.Constant?.Element == ElementType.Float));
        Assert.AreEqual("Conv", add.Input(0)?.Producer?.OpType); // the branch is added inside the convolution
        Assert.AreEqual("DequantizeLinear", add.Input(1)?.Producer?.OpType);
        Assert.AreEqual("Gemm", model.Graph.Outputs[0].Producer?.OpType);
        Assert.IsTrue(model.Graph.Nodes.Where(node => node.OpType == "QuantizeLinear").All(node => node.Input(2)?.Constant is { Element: ElementType.Int8 } zero && zero.ToInt64s().All(value => value == 0)));
    }

    [TestMethod]
    [DataRow("input x: float[1,3,8,8] w = const float[16,3,3,3] seed 1 y = Conv(x, w) output y")]
    [DataRow("input x: float[4,16] w = const float[16,10] seed 1 y = Gemm(x, w) output y")]
    public void TensorRT_computes_narrow_layers_in_float(string text)
    {
        var model = GraphText.Parse(text);
        NodeNames.Assign(model);
        var placement = StaticPlacement.Of(model, value => ShapeTable.Infer(model)[value], new Dictionary<Node, string>(), new TensorRtTarget().Profile);

        Assert.IsEmpty(placement.Units);
        Assert.Contains("fewer than 16", placement.Skipped.Single().Why);
    }

    [TestMethod]
    public void Qnn_quantizes_results_too_and_takes_16_bits()
    {
        var (model, _) = Quantize(new QnnTarget().Profile, bits: 16);

        Assert.AreEqual("DequantizeLinear", model.Graph.Outputs[0].Producer?.OpType);
        Assert.AreEqual(ElementType.UInt16, model.Graph.Outputs[0].Producer?.Input(2)?.Constant?.Element);
        Assert.IsTrue(model.Graph.Nodes.Single(node => node.Is("Tanh")).Input(0)?.Producer?.OpType == "DequantizeLinear");
    }

    [TestMethod]
    public void DirectML_leaves_other_operators_in_float()
    {
        var (_, layers) = Quantize(new DirectMlTarget().Profile, bits: 8);

        CollectionAssert.AreEqual(new[] { "Conv", "Conv" }, layers.Select(layer => layer.Operator).Order(StringComparer.Ordinal).ToArray());
    }

    private static (Model Model, IReadOnlyList<LayerChoice> Layers) Quantize(HardwareProfile target, int bits)
    {
        var model = GraphText.Parse(Text);
        NodeNames.Assign(model);
        var types = ShapeTable.Infer(model);
        var inputs = new QuantizationInputs(value => types[value], target, PerChannel: true, values => MeasuredRanges.Of(model, values, Seed), model.Graph.Initializers.ToHashSet(), new Dictionary<Node, string>())
        {
            Settings = _ => new NodeSettings { ActivationBits = bits },
        };
        var plan = new StaticQuantizer().Plan(model, inputs);
        var edit = new GraphEditor(model);
        foreach (var item in plan.Items)
        {
            item.Apply(edit);
        }

        GraphVerifier.Verify(model, "static quantization");
        return (model, [.. plan.Items.SelectMany(item => item.Choices)]);
    }
}
