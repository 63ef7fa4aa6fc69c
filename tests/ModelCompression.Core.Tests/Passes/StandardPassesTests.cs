using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Passes;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class StandardPassesTests
{
    /// <summary>A small network as an exporter leaves it: computed pads, Constant nodes, BatchNormalization, a computed shape.</summary>
    private const string Messy = """
        input image: float[N,3,9,9]
        p = Constant() <value=int64[4] {0,1,0,1}>
        four = Constant() <value_int=4> two = Constant() <value_int=2>
        eight = Mul(four, two) ps = Shape(p) zero = Constant() <value_ints=[0]>
        have = Gather(ps, zero) <axis=0> need = Sub(eight, have) fill = ConstantOfShape(need) <value=int64[1] {0}>
        all = Concat(p, fill) <axis=0> pairs = Constant() <value_ints=[-1, 2]> two_by_two = Reshape(all, pairs)
        minus = Constant() <value_ints=[-1]> first = Constant() <value_ints=[-9223372036854775807]>
        back = Slice(two_by_two, minus, first, zero, minus) turned = Transpose(back) <perm=[1,0]>
        pads = Reshape(turned, minus) none = Constant() <value_float=0.0>
        padded = Pad(image, pads, none) <mode="constant">
        w = const float[4,3,3,3] seed 1 g = const float[4] seed 2 range 0.5 2 b = const float[4] seed 3 m = const float[4] seed 4 v = const float[4] seed 5 range 0.1 2
        conv = Conv(padded, w) <strides=[2,2]> normed = BatchNormalization(conv, g, b, m, v) <epsilon=0.001>
        six = Constant() <value_float=6.0> low = Max(normed, none) clipped = Min(low, six)
        mean = ReduceMean(clipped) <axes=[2,3], keepdims=1>
        s = Shape(image) at = Constant() <value_int=0> n = Gather(s, at) n1 = Unsqueeze(n, zero) shape = Concat(n1, minus) <axis=0>
        flat = Reshape(mean, shape)
        dropped = Dropout(flat)
        k = const float[4,5] seed 6 product = MatMul(dropped, k) bias = const float[5] seed 7
        logits = Add(product, bias)
        output logits: float[N,5]
        """;

    [TestMethod]
    public void Normalize_reduces_an_exported_network_to_its_operators() => RuleAssert.Rewrites(
        Messy,
        """
        input image: float[N,3,9,9]
        w = const float[4,3,3,3] b = const float[4] conv = Conv(image, w, b) <pads=[0,0,1,1], strides=[2,2]>
        lo = const float[] {0} hi = const float[] {6} clipped = Clip(conv, lo, hi)
        mean = GlobalAveragePool(clipped) flat = Flatten(mean) <axis=1>
        k = const float[4,5] seed 6 bias = const float[5] seed 7 logits = Gemm(flat, k, bias)
        output logits: float[N,5]
        """,
        tolerance: 1e-5,
        new Normalization());

    [TestMethod]
    public void Normalize_leaves_a_quantized_model_alone() => RuleAssert.Keeps(
        """
        input x: float[N,3,8,8]
        s = const float[] {0.05} z = const uint8[] {128} q = QuantizeLinear(x, s, z) d = DequantizeLinear(q, s, z)
        w = const int8[4,3,1,1] seed 1 range -100 100 ws = const float[] {0.01} dw = DequantizeLinear(w, ws)
        c = Conv(d, dw) yq = QuantizeLinear(c, s, z) y = DequantizeLinear(yq, s, z)
        output y
        """,
        new Normalization());

    [TestMethod]
    public void Normalize_leaves_opsets_before_7_alone() =>
        RuleAssert.Keeps("opset 6 input x: float[N,3] d = Identity(x) y = Relu(d) output y", new Normalization());

    [TestMethod]
    public void Cleanup_merges_and_removes()
    {
        var model = GraphText.Parse("input x: float[2] a = const float[2] {1, 2} b = const float[2] {1, 2} u = Neg(x) t = Add(x, a) y = Mul(t, b) output y");

        StandardPasses.Cleanup(model, new DiagnosticList());

        Assert.IsNull(GraphText.Difference("input x: float[2] a = const float[2] {1, 2} t = Add(x, a) y = Mul(t, a) output y", model));
    }

    private sealed class Normalization : IPass
    {
        public bool Run(Model model, IDiagnostics diagnostics)
        {
            var before = GraphText.Print(model);
            StandardPasses.Normalize(model, new OrtRunnerFactory(), diagnostics);
            return GraphText.Print(model) != before;
        }
    }
}
