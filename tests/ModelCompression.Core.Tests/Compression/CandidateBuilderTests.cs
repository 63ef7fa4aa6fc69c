using ModelCompression.Compression.Recipes;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class CandidateBuilderTests
{
    [TestMethod]
    public void Every_float_node_that_could_have_been_quantized_has_its_reason()
    {
        var built = BuiltCandidate.Of(
            """
            input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 c = Conv(x, w) t = Tanh(c) p = MaxPool(t) <kernel_shape=[2,2]>
            g = const float[8,4,2,2] seed 2 u = ConvTranspose(p, g) f = Flatten(u)
            m = const float[144,4] seed 3 range -0.1 0.1 y = MatMul(f, m)
            output y
            """,
            calibrated: true,
            ("Quantization", "Static+Float16"));

        Assert.Contains("no integer ConvTranspose", built.Why("ConvTranspose_0") ?? "");
        Assert.AreEqual("not all of its inputs are quantized", built.Why("MaxPool_0"));
        CollectionAssert.AreEquivalent(new[] { "Conv_0", "MatMul_0" }, built.Record.Layers.Where(layer => layer.Scheme == "Static").Select(layer => layer.Node).ToArray());
    }

    [TestMethod]
    public void Convolutions_without_calibration_data_say_what_would_quantize_them() =>
        Assert.Contains("needs CalibrationData", BuiltCandidate.Of("input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 y = Conv(x, w) output y", calibrated: false).Why("Conv_0") ?? "");

    [TestMethod]
    public void A_table_that_also_makes_the_scores_is_stored_in_8_bits_for_both()
    {
        var built = BuiltCandidate.Of(
            "input x: float[N,16] i = ArgMax(x) <axis=1, keepdims=0> t = const float[3000,128] seed 1 range -0.1 0.1 g = Gather(t, i) p = Transpose(t) <perm=[1,0]> y = MatMul(g, p) output y",
            calibrated: false);

        Assert.AreEqual("Dynamic Embedding", string.Join(' ', built.Record.Layers.Select(layer => layer.Scheme).Order(StringComparer.Ordinal)));
        Assert.IsLessThan(3000 * 128 * 2.2, built.Record.SizeBytes);
    }

    [TestMethod]
    public void Products_inside_branches_and_loops_are_quantized_dynamically()
    {
        var built = BuiltCandidate.Of(
            """
            input x: float[N,256] s = ReduceSum(x) z = const float[] {0} b = Greater(s, z) w = const float[256,256] seed 1 range -0.1 0.1 n = const int64[] {3} t = const bool[] {1}
            r = Loop(n, t, x) <body=graph { input i: int64[] input c: bool[] input a: float[N,256] d = Identity(c) m = MatMul(a, w) output d: bool[] output m: float[N,256] }>
            y = If(b) <then_branch=graph { m = MatMul(r, w) output m: float[N,256] }, else_branch=graph { n = Neg(r) output n: float[N,256] }> output y
            """,
            calibrated: true);

        Assert.AreEqual("Dynamic Dynamic", string.Join(' ', built.Record.Layers.Where(layer => layer.Operator == "MatMul").Select(layer => layer.Scheme)));
        Assert.HasCount(2, built.Optimized.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node.OpType == "DynamicQuantizeMatMul"));
    }

    [TestMethod]
    public void A_rule_stores_a_product_in_blocks_behind_one_that_is_dynamic()
    {
        RecipeRule[] rules = [new(new NodePattern("MatMul_1", "MatMul", null)) { Scheme = "WeightOnly", WeightBits = 4 }];
        const string Text =
            "input x: float[N,8,256] w = const float[256,256] seed 1 range -0.1 0.1 a = MatMul(x, w) r = Relu(a) v = const float[256,256] seed 2 range -0.1 0.1 b = MatMul(r, v) y = Tanh(b) output y";
        var built = BuiltCandidate.Of(Text, calibrated: false, rules);

        Assert.AreEqual("MatMul_0 Dynamic, MatMul_1 WeightOnly", string.Join(", ", built.Record.Layers.OrderBy(layer => layer.Node, StringComparer.Ordinal).Select(layer => $"{layer.Node} {layer.Scheme}")));
    }

    [TestMethod]
    public void A_rule_clips_the_weights_of_one_node_only()
    {
        RecipeRule[] rules =
        [
            new(new NodePattern("Conv_0", null, null)) { WeightBits = 4, WeightCalibrator = "Octav" },
            new(new NodePattern("Conv_1", null, null)) { WeightBits = 4 },
        ];
        const string Text = "input x: float[N,16,8,8] w = const float[8,16,3,3] seed 1 a = Conv(x, w) b = Conv(x, w) y = Sub(a, b) output y";
        var built = BuiltCandidate.Of(Text, calibrated: true, rules, ("Target", "X64"), ("Rounding", "Nearest"));
        var scales = built.Written.Graph.Nodes.Where(node => node.Is("Conv")).ToDictionary(node => node.Name, node => node.Input(1)?.Producer?.Input(1)?.Constant?.ToFloats().Sum() ?? 0);

        Assert.IsLessThan(scales["Conv_1"], scales["Conv_0"]);
    }
}
