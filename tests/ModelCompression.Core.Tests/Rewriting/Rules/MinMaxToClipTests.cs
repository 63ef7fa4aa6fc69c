using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class MinMaxToClipTests
{
    [TestMethod]
    public void Rewrites_max_with_zero_to_relu() => RuleAssert.Rewrites(
        "input x: float[N,3] c = const float[] {0} y = Max(c, x) output y", "input x: float[N,3] y = Relu(x) output y", tolerance: 0, shapes => new MinMaxToClip(shapes));

    [TestMethod]
    public void Rewrites_max_to_a_lower_limit() => RuleAssert.Rewrites(
        "input x: float[N,3] c = const float[1] {-0.5} y = Max(x, c) output y",
        "input x: float[N,3] c = const float[] {-0.5} y = Clip(x, c) output y",
        tolerance: 0,
        shapes => new MinMaxToClip(shapes));

    [TestMethod]
    public void Rewrites_min_to_an_upper_limit() => RuleAssert.Rewrites(
        "input x: float[N,3] c = const float[] {1} y = Min(x, c) output y",
        "input x: float[N,3] c = const float[] {1} y = Clip(x, _, c) output y",
        tolerance: 0,
        shapes => new MinMaxToClip(shapes));

    [TestMethod]
    public void Writes_attributes_before_opset_11() => RuleAssert.Rewrites(
        "opset 10 input x: float[N,3] c = const float[] {1} y = Min(x, c) output y",
        "opset 10 input x: float[N,3] y = Clip(x) <max=1.0> output y",
        tolerance: 0,
        shapes => new MinMaxToClip(shapes));

    [TestMethod]
    [DataRow("c = const float[3] {1, 2, 3} y = Min(x, c)", DisplayName = "not a scalar")]
    [DataRow("c = const float[1,1,1] {1} y = Min(x, c)", DisplayName = "higher rank")]
    [DataRow("c = const float[] {1} d = Neg(x) y = Min(x, d, c)", DisplayName = "three operands")]
    [DataRow("d = Neg(x) y = Min(x, d)", DisplayName = "no constant")]
    public void Keeps_what_is_no_limit(string node) => RuleAssert.Keeps($"input x: float[N,3] {node} output y", shapes => new MinMaxToClip(shapes));

    [TestMethod]
    public void Keeps_integers() =>
        RuleAssert.Keeps("input x: int64[N,3] c = const int64[] {1} y = Min(x, c) output y", shapes => new MinMaxToClip(shapes));

    [TestMethod]
    public void Keeps_a_limit_that_callers_may_override() =>
        RuleAssert.Keeps("input x: float[N,3] input c: float[] = {1} y = Min(x, c) output y", shapes => new MinMaxToClip(shapes));
}
