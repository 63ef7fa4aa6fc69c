using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class MergeClampsTests
{
    [TestMethod]
    public void Merges_relu_and_clip() => RuleAssert.Rewrites(
        "input x: float[N,3] t = Relu(x) lo = const float[] {-1} hi = const float[] {1} y = Clip(t, lo, hi) output y",
        "input x: float[N,3] lo = const float[] {0} hi = const float[] {1} y = Clip(x, lo, hi) output y",
        tolerance: 0,
        shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Merges_lower_and_upper_limits() => RuleAssert.Rewrites(
        "input x: float[N,3] lo = const float[] {-1} t = Clip(x, lo) hi = const float[] {1} y = Clip(t, _, hi) output y",
        "input x: float[N,3] lo = const float[] {-1} hi = const float[] {1} y = Clip(x, lo, hi) output y",
        tolerance: 0,
        shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Merges_ranges_that_do_not_meet() => RuleAssert.Rewrites(
        "input x: float[N,3] a = const float[] {-1} b = const float[] {0.5} t = Clip(x, a, b) c = const float[] {1} d = const float[] {2} y = Clip(t, c, d) output y",
        "input x: float[N,3] a = const float[] {1} b = const float[] {1} y = Clip(x, a, b) output y",
        tolerance: 0,
        shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Merges_two_relus() => RuleAssert.Rewrites(
        "input x: float[N,3] t = Relu(x) y = Relu(t) output y", "input x: float[N,3] y = Relu(x) output y", tolerance: 0, shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Keeps_when_the_first_result_is_used_elsewhere() =>
        RuleAssert.Keeps("input x: float[N,3] t = Relu(x) y = Relu(t) z = Neg(t) output y output z", shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Keeps_when_the_first_result_is_a_graph_output() =>
        RuleAssert.Keeps("input x: float[N,3] t = Relu(x) y = Relu(t) output y output t", shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Keeps_limits_the_wrong_way_round() => RuleAssert.Keeps(
        "input x: float[N,3] t = Relu(x) lo = const float[] {2} hi = const float[] {1} y = Clip(t, lo, hi) output y", shapes => new MergeClamps(shapes));

    [TestMethod]
    public void Keeps_limits_across_a_subgraph() => RuleAssert.Keeps(
        "input x: float[2] input c: bool[] t = Relu(x) y = If(c) <then_branch=graph { a = Relu(t) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        shapes => new MergeClamps(shapes));
}
