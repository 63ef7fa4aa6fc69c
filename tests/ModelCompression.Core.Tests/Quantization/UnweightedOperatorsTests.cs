using ModelCompression.Analysis;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class UnweightedOperatorsTests
{
    [TestMethod]
    [DataRow("input x: float[N,4] input z: float[N,4] y = Add(x, z) output y", StaticKind.Joining)]
    [DataRow("input x: float[N,4] k = const float[4] seed 1 y = Mul(x, k) output y", StaticKind.Joining)]
    [DataRow("input x: float[N,4] y = Softmax(x) output y", StaticKind.Joining)]
    [DataRow("input x: float[N,4,4] y = MatMul(x, x) output y", StaticKind.Joining)]
    [DataRow("input x: float[N,4] y = Flatten(x) output y", StaticKind.PassThrough)]
    [DataRow("input x: float[N,4] p = const int64[4] {0, 0, 0, 1} y = Pad(x, p) output y", StaticKind.PassThrough)]
    public void Operators_with_an_integer_form_have_a_role(string text, StaticKind kind) => Assert.AreEqual((kind, null), Classify(text));

    [TestMethod]
    [DataRow("opset 9 input x: float[N,4,4] y = MatMul(x, x) output y", "needs opset 10, the model has 9")]
    [DataRow("opset 11 input x: float[N,4,8,8] y = MaxPool(x) <kernel_shape=[2,2]> output y", "needs opset 12, the model has 11")]
    [DataRow("opset 11 input x: float[N,4] y = ReduceMax(x) <axes=[1]> output y", "needs opset 12")]
    [DataRow("opset 12 input x: float[N,4] p = const int64[4] {0, 0, 0, 1} y = Pad(x, p) output y", "needs opset 13")]
    [DataRow("input x: float[N,4] p = const int64[4] {0, 0, 0, 1} v = const float[] {1} y = Pad(x, p, v) output y", "other than 0")]
    [DataRow("input x: float[N,4,8,8] s = const float[4] {1, 1, 2, 2} y = Resize(x, _, s) <mode=\"linear\"> output y", "interpolates in float")]
    [DataRow("input x: float[N,4,8,8] y, i = MaxPool(x) <kernel_shape=[2,2]> output y output i", "positions")]
    [DataRow("input x: float[N,4] k = const float[4] {0, 0, -1000000000, 0} y = Add(x, k) output y", "10000")]
    [DataRow("input x: float[N,4] input k: float[4] = {1, 2, 3, 4} y = Add(x, k) output y", "override")]
    [DataRow("input x: float[4,4] k = const float[4,4] seed 1 y = Concat(x, k) <axis=0> output y", "stored in the model")]
    [DataRow("input x: float[4,4] k = const float[4,4] seed 1 y = MatMul(k, x) output y", "stored in the model")]
    public void An_integer_form_that_cannot_be_used_has_a_reason(string text, string why)
    {
        var (kind, reason) = Classify(text);

        Assert.IsNull(kind);
        Assert.Contains(why, reason ?? "");
    }

    [TestMethod]
    [DataRow("input x: int64[N,4] input z: int64[N,4] y = Add(x, z) output y", DisplayName = "integers")]
    [DataRow("input x: float16[N,4] y = Flatten(x) output y", DisplayName = "half precision")]
    [DataRow("input x: float[N,4] y = Tanh(x) output y", DisplayName = "no integer form")]
    public void What_has_no_integer_form_is_not_worth_a_word(string text) => Assert.AreEqual((null, null), Classify(text));

    private static (StaticKind? Kind, string? Why) Classify(string text)
    {
        var model = GraphText.Parse(text);
        var types = ShapeTable.Infer(model);
        return new UnweightedOperators(model.Opset, value => types[value], new HardwareProfile(PairSafe: true)).Classify(model.Graph.Nodes.Single());
    }
}
