using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class UntieTransposedWeightTests
{
    private const string Table = "input x: float[N,64] input i: int64[N] t = const float[2048,64] seed 1 g = Gather(t, i) a = Add(x, g) ";

    [TestMethod]
    [DataRow(" <perm=[1,0]>")]
    [DataRow("")]
    public void The_product_gets_a_copy_of_its_own(string perm) => RuleAssert.Rewrites(
        Table + $"p = Transpose(t){perm} y = MatMul(a, p) output y",
        Table + "w = const float[64,2048] y = MatMul(a, w) output y",
        tolerance: 0,
        new UntieTransposedWeight());

    [TestMethod]
    [DataRow(Table + "p = Transpose(t) <perm=[0,1]> q = Transpose(a) <perm=[1,0]> y = MatMul(p, q) output y", DisplayName = "not transposed")]
    [DataRow(Table + "p = Transpose(t) y = MatMul(a, p) output y output p", DisplayName = "an output")]
    [DataRow(Table + "p = Transpose(t) y = MatMul(a, p) z = Relu(p) output y output z", DisplayName = "read elsewhere")]
    [DataRow("input x: float[N,64] input i: int64[N] t = const float[2047,64] seed 1 g = Gather(t, i) a = Add(x, g) p = Transpose(t) y = MatMul(a, p) output y", DisplayName = "small")]
    [DataRow("input x: float[N,64] input t: float[2048,64] p = Transpose(t) y = MatMul(x, p) output y", DisplayName = "not constant")]
    public void Keeps_what_gains_nothing(string text) => RuleAssert.Keeps(text, new UntieTransposedWeight());
}
