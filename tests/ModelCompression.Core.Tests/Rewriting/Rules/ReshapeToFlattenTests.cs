using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class ReshapeToFlattenTests
{
    [TestMethod]
    [DataRow("0, -1")]
    [DataRow("-1, 12")]
    [DataRow("0, 12")]
    public void Rewrites(string target) => RuleAssert.Rewrites(
        $"input x: float[N,12,1,1] s = const int64[2] {{{target}}} y = Reshape(x, s) output y",
        "input x: float[N,12,1,1] y = Flatten(x) <axis=1> output y",
        tolerance: 0,
        shapes => new ReshapeToFlatten(shapes));

    [TestMethod]
    [DataRow("-1, 6")]
    [DataRow("-1, 24")]
    [DataRow("2, -1")]
    [DataRow("12, -1")]
    public void Keeps_another_shape(string target) =>
        RuleAssert.Keeps($"input x: float[N,12,1,1] s = const int64[2] {{{target}}} y = Reshape(x, s) output y", shapes => new ReshapeToFlatten(shapes));

    [TestMethod]
    public void Keeps_when_the_other_sizes_are_unknown() =>
        RuleAssert.Keeps("input x: float[N,C,1,1] s = const int64[2] {-1, 12} y = Reshape(x, s) output y", shapes => new ReshapeToFlatten(shapes));

    [TestMethod]
    public void Keeps_when_the_rank_is_unknown() =>
        RuleAssert.Keeps("input x: float s = const int64[2] {0, -1} y = Reshape(x, s) output y", shapes => new ReshapeToFlatten(shapes));

    [TestMethod]
    public void Keeps_a_shape_that_callers_may_override() =>
        RuleAssert.Keeps("input x: float[N,12,1] input s: int64[2] = {0, -1} y = Reshape(x, s) output y", shapes => new ReshapeToFlatten(shapes));

    [TestMethod]
    public void Keeps_reshape_where_zero_means_zero() =>
        RuleAssert.Keeps("input x: float[N,12,1] s = const int64[2] {0, -1} y = Reshape(x, s) <allowzero=1> output y", shapes => new ReshapeToFlatten(shapes));

    [TestMethod]
    public void Keeps_before_opset_9() =>
        RuleAssert.Keeps("opset 8 input x: float[N,12,1] s = const int64[2] {0, -1} y = Reshape(x, s) output y", shapes => new ReshapeToFlatten(shapes));
}
