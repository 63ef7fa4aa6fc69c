using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class ClipToReluTests
{
    [TestMethod]
    [DataRow("lo = const float[] {0} y = Clip(x, lo)")]
    [DataRow("lo = const float[] {0} hi = const float[] {3.4028235e38} y = Clip(x, lo, hi)")]
    [DataRow("lo = const float[] {0} hi = const float[] {inf} y = Clip(x, lo, hi)")]
    public void Rewrites(string clip) => RuleAssert.Rewrites(
        $"input x: float[N,3] {clip} output y", "input x: float[N,3] y = Relu(x) output y", tolerance: 0, shapes => new ClipToRelu(shapes));

    [TestMethod]
    public void Rewrites_attributes() => RuleAssert.Rewrites(
        "opset 10 input x: float[N,3] y = Clip(x) <min=0.0> output y", "opset 10 input x: float[N,3] y = Relu(x) output y", tolerance: 0, shapes => new ClipToRelu(shapes));

    [TestMethod]
    [DataRow("lo = const float[] {0} hi = const float[] {6} y = Clip(x, lo, hi)")]
    [DataRow("lo = const float[] {-1} y = Clip(x, lo)")]
    [DataRow("hi = const float[] {0} y = Clip(x, _, hi)")]
    [DataRow("y = Clip(x)")]
    public void Keeps_other_ranges(string clip) => RuleAssert.Keeps($"input x: float[N,3] {clip} output y", shapes => new ClipToRelu(shapes));

    [TestMethod]
    public void Keeps_limits_that_callers_may_override() =>
        RuleAssert.Keeps("input x: float[N,3] input lo: float[] = {0} y = Clip(x, lo) output y", shapes => new ClipToRelu(shapes));

    [TestMethod]
    public void Keeps_integers() =>
        RuleAssert.Keeps("input x: int64[N,3] lo = const int64[] {0} y = Clip(x, lo) output y", shapes => new ClipToRelu(shapes));
}
