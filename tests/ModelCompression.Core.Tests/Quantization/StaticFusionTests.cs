using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Quantization;
using ModelCompression.Rewriting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>What the runtime makes of statically quantized graphs: every operator that is placed really becomes an integer operator.</summary>
[TestClass]
public sealed class StaticFusionTests
{
    private const int Seed = 1;

    private const string Head = "input x: float[2,4,8,8] w = const float[4,4,3,3] seed 1 b = const float[4] seed 2 c = Conv(x, w, b) <pads=[1,1,1,1]> ";
    private const string Second = "v = const float[4,4,3,3] seed 3 d = Conv(x, v) <pads=[1,1,1,1]> ";
    private const string Tail = " u = const float[2,4,1,1] seed 4 y = Conv(t, u) output y";

    [TestMethod]
    [DataRow(Head + "t = Relu(c)" + Tail, "QLinearConv QLinearConv", DisplayName = "Conv, Relu")]
    [DataRow(Head + "lo = const float[] {0} hi = const float[] {6} t = Clip(c, lo, hi)" + Tail, "QLinearConv QLinearConv", DisplayName = "Clip")]
    [DataRow(Head + "lo = const float[] {0} hi = const float[] {6} t = Clip(c, lo, hi) y = Neg(t) output y", "QLinearConv Neg", DisplayName = "Clip at the end")]
    [DataRow(Head + Second + "t = Add(c, d)" + Tail, "QLinearConv QLinearConv com.microsoft.QLinearAdd QLinearConv", DisplayName = "Add")]
    [DataRow(Head + Second + "a = Add(c, d) t = Relu(a)" + Tail, "QLinearConv QLinearConv com.microsoft.QLinearAdd QLinearConv", DisplayName = "Add, Relu")]
    [DataRow(Head + "k = const float[1,4,1,1] seed 5 t = Add(c, k)" + Tail, "QLinearConv com.microsoft.QLinearAdd QLinearConv", DisplayName = "Add of a constant")]
    [DataRow(Head + "k = const float[1,4,1,1] seed 5 t = Mul(k, c)" + Tail, "QLinearConv com.microsoft.QLinearMul QLinearConv", DisplayName = "Mul by a constant")]
    [DataRow(Head + "s = Sigmoid(c) t = Mul(c, s)" + Tail, "QLinearConv com.microsoft.QLinearSigmoid com.microsoft.QLinearMul QLinearConv", DisplayName = "SiLU")]
    [DataRow(Head + "t = LeakyRelu(c)" + Tail, "QLinearConv com.microsoft.QLinearLeakyRelu QLinearConv", DisplayName = "LeakyRelu")]
    [DataRow(Head + "t = Softmax(c) <axis=1>" + Tail, "QLinearConv com.microsoft.QLinearSoftmax QLinearConv", DisplayName = "Softmax")]
    [DataRow(Head + Second + "a = Concat(c, d) <axis=1> i = const int64[1] {2} j = const int64[1] {6} l = const int64[1] {1} t = Slice(a, i, j, l)" + Tail, "QLinearConv QLinearConv com.microsoft.QLinearConcat Slice QLinearConv", DisplayName = "Concat, Slice")]
    [DataRow(Head + Second + "m = const bool[1,4,1,1] {0, 1, 0, 1} t = Where(m, c, d)" + Tail, "QLinearConv QLinearConv com.microsoft.QLinearWhere QLinearConv", DisplayName = "Where")]
    [DataRow(Head + "m = const bool[1,4,1,1] {0, 1, 0, 1} k = const float[] {0.5} t = Where(m, c, k)" + Tail, "QLinearConv com.microsoft.QLinearWhere QLinearConv", DisplayName = "Where with a constant")]
    [DataRow(Head + "t = AveragePool(c) <kernel_shape=[2,2]>" + Tail, "QLinearConv com.microsoft.QLinearAveragePool QLinearConv", DisplayName = "AveragePool")]
    [DataRow(Head + "t = GlobalAveragePool(c)" + Tail, "QLinearConv com.microsoft.QLinearGlobalAveragePool QLinearConv", DisplayName = "GlobalAveragePool")]
    [DataRow(Head + "t = MaxPool(c) <kernel_shape=[2,2]>" + Tail, "QLinearConv MaxPool QLinearConv", DisplayName = "MaxPool")]
    [DataRow(Head + "t = ReduceMax(c) <axes=[2,3], keepdims=1>" + Tail, "QLinearConv ReduceMax QLinearConv", DisplayName = "ReduceMax")]
    [DataRow(Head + "t = ReduceMin(c) <axes=[2], keepdims=1>" + Tail, "QLinearConv ReduceMin QLinearConv", DisplayName = "ReduceMin")]
    [DataRow(Head + "p = const int64[8] {0, 0, 0, 1, 0, 0, 2, 0} t = Pad(c, p)" + Tail, "QLinearConv Pad QLinearConv", DisplayName = "Pad")]
    [DataRow(Head + "p = const int64[8] {0, 0, 1, 1, 0, 0, 2, 1} t = Pad(c, p) <mode=\"reflect\">" + Tail, "QLinearConv Pad QLinearConv", DisplayName = "Pad by reflection")]
    [DataRow(Head + "t = Transpose(c) <perm=[0,1,3,2]>" + Tail, "QLinearConv Transpose QLinearConv", DisplayName = "Transpose")]
    [DataRow(Head + "q = const int64[4] {2, 4, 4, 16} t = Reshape(c, q)" + Tail, "QLinearConv Reshape QLinearConv", DisplayName = "Reshape")]
    [DataRow(Head + "z = const float[4] {1, 1, 2, 2} t = Resize(c, _, z) <mode=\"nearest\">" + Tail, "QLinearConv Resize QLinearConv", DisplayName = "Resize to the nearest")]
    [DataRow(Head + "r = const int64[4] {1, 1, 2, 1} t = Tile(c, r)" + Tail, "QLinearConv Tile QLinearConv", DisplayName = "Tile")]
    [DataRow(Head + "e = const int64[1] {1} f = Unsqueeze(c, e) t = Squeeze(f, e)" + Tail, "QLinearConv Unsqueeze Squeeze QLinearConv", DisplayName = "Squeeze, Unsqueeze")]
    [DataRow(Head + "g = const int64[4] {3, 1, 0, 2} t = Gather(c, g) <axis=1>" + Tail, "QLinearConv Gather QLinearConv", DisplayName = "Gather")]
    [DataRow(Head + "p, q = Split(c) <axis=2> t = Add(p, q)" + Tail, "QLinearConv Split com.microsoft.QLinearAdd QLinearConv", DisplayName = "Split")]
    [DataRow(Head + Second + "t = MatMul(c, d)" + Tail, "QLinearConv QLinearConv QLinearMatMul QLinearConv", DisplayName = "MatMul of two activations")]
    [DataRow(Head + "y = ArgMax(c) <axis=1> output y", "QLinearConv ArgMax", DisplayName = "ArgMax")]
    [DataRow(Head + "q = const int64[4] {2, 2, 2, 64} t = Reshape(c, q) y = ArgMax(t) <axis=1> output y", "QLinearConv Reshape ArgMax", DisplayName = "Reshape, ArgMax")]
    [DataRow("input x: float[2,16] w = const float[16,8] seed 1 b = const float[8] seed 2 y = Gemm(x, w, b) output y", "com.microsoft.QGemm", DisplayName = "Gemm with a float result")]
    [DataRow("input x: float[2,16] w = const float[8,16] seed 1 b = const float[8] seed 2 r = Gemm(x, w, b) <transB=1> s = Relu(r) v = const float[8,4] seed 3 y = Gemm(s, v) output y", "com.microsoft.QGemm com.microsoft.QGemm", DisplayName = "Gemm, Relu, Gemm")]
    [DataRow("input x: float[2,16] w = const float[16,8] seed 1 y = MatMul(x, w) output y", "com.microsoft.MatMulIntegerToFloat", DisplayName = "MatMul with a float result")]
    [DataRow("input x: float[2,4,16] w = const float[4,4,3] seed 1 c = Conv(x, w) v = const float[4,1,3] seed 2 y = Conv(c, v) <group=4> output y", "QLinearConv QLinearConv", DisplayName = "Conv of one axis, depthwise")]
    [DataRow("input x: float[2,4,8,8] w = const float[4,4,3,3] seed 1 c = Conv(x, w) <pads=[1,1,1,1]> d = Conv(c, w) output d", "QLinearConv QLinearConv", DisplayName = "tied weights")]
    [DataRow("input x: float[2,8,8,4] t = Transpose(x) <perm=[0,3,1,2]> w = const float[4,4,3,3] seed 1 y = Conv(t, w) output y", "QLinearConv Transpose", DisplayName = "Transpose of the input")]
    [DataRow("input x: float[2,3,8,8] p = const int64[8] {0, 0, 0, 0, 0, 1, 0, 0} t = Pad(x, p) w = const float[16,4,3,3] seed 1 y = Conv(t, w) output y", "QLinearConv Pad", DisplayName = "Pad of the input")]
    [DataRow("opset 11 " + Head + "t = Relu(c)" + Tail, "QLinearConv QLinearConv", DisplayName = "opset 11")]
    [DataRow("opset 10 " + Head + "t = Relu(c)" + Tail, "QLinearConv QLinearConv", DisplayName = "opset 10")]
    public void Nothing_float_is_left_between_integer_operators(string text, string expected)
    {
        var (_, optimized, layers) = Run(text);
        var left = Operators(optimized).Where(op => op is not ("QuantizeLinear" or "DequantizeLinear" or "com.microsoft.QuantizeLinear" or "com.microsoft.DequantizeLinear")).ToList();

        CollectionAssert.AreEquivalent(expected.Split(' '), left, string.Join(' ', Operators(optimized)));
        Assert.IsFalse(optimized.Graph.Nodes.Any(IsBetween), string.Join(' ', Operators(optimized)));
        Assert.IsEmpty(FusionCheck.Unfused(optimized, layers));
    }

    [TestMethod]
    [DataRow(Head + "s = Sigmoid(c) t = Mul(c, s)" + Tail)]
    [DataRow(Head + "t = Softmax(c) <axis=1>" + Tail)]
    [DataRow(Head + "p = const int64[8] {0, 0, 0, 1, 0, 0, 2, 0} t = Pad(c, p)" + Tail)]
    [DataRow(Head + Second + "m = const bool[1,4,1,1] {0, 1, 0, 1} t = Where(m, c, d)" + Tail)]
    [DataRow(Head + Second + "t = MatMul(c, d)" + Tail)]
    [DataRow(Head + "t = ReduceMax(c) <axes=[2,3], keepdims=1>" + Tail)]
    public void Integer_operators_compute_what_the_float_graph_does(string text)
    {
        var (quantized, _, _) = Run(text);
        var factory = new OrtRunnerFactory();
        using var before = factory.Load(GraphText.Parse(Prepared(text)), new RunnerOptions());
        using var after = factory.Load(quantized, new RunnerOptions());
        var sample = SeededTensors.SampleFor(quantized, Seed);

        Assert.IsNull(SameOutputs.Compare(before.Run(sample)[0], after.Run(sample)[0], tolerance: 0.04));
    }

    private static bool IsBetween(Node node) =>
        node.OpType is not ("QuantizeLinear" or "DequantizeLinear")
        && node.Inputs.Any(input => input?.Producer?.OpType == "DequantizeLinear")
        && node.Outputs.Any(output => output?.Uses.Any(use => use.Node.OpType == "QuantizeLinear") == true);

    private static IEnumerable<string> Operators(Model model) => model.Graph.Nodes.Select(node => (node.Domain.Length > 0 ? node.Domain + "." : "") + node.OpType);

    private static string Prepared(string text) => text.StartsWith("opset", StringComparison.Ordinal) ? text : "opset 17 " + text;

    private static (Model Quantized, Model Optimized, IReadOnlyList<LayerChoice> Layers) Run(string text)
    {
        var model = GraphText.Parse(Prepared(text));
        NodeNames.Assign(model);
        var types = ShapeTable.Infer(model);
        RangeSource ranges = values => MeasuredRanges.Of(model, values, Seed);
        var weights = model.Graph.Initializers.ToHashSet();
        var plan = new StaticQuantizer().Plan(model, new QuantizationInputs(value => types[value], new HardwareProfile(PairSafe: true), PerChannel: true, ranges, weights, new Dictionary<Node, string>()));
        var edit = new GraphEditor(model);
        foreach (var item in plan.Items)
        {
            item.Apply(edit);
        }

        GraphVerifier.Verify(model, "static quantization");
        using var folder = new TempFolder();
        OnnxWriter.Write(model, folder["model.onnx"]);
        return (model, new OrtRunnerFactory().Optimized(folder["model.onnx"]), [.. plan.Items.SelectMany(item => item.Choices)]);
    }
}
