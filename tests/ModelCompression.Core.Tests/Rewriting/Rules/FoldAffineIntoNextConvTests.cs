using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldAffineIntoNextConvTests
{
    private const double Tolerance = 1e-5;
    private const string BatchNorm =
        "input x: float[N,4,8,8] g = const float[4] seed 2 range 0.5 2 b = const float[4] seed 3 m = const float[4] seed 4 v = const float[4] seed 5 range 0.1 2 t = BatchNormalization(x, g, b, m, v) ";

    [TestMethod]
    public void Folds_batch_norm_before_an_unpadded_conv() => RuleAssert.Rewrites(
        BatchNorm + "w = const float[6,4,3,3] seed 1 c = const float[6] seed 7 y = Conv(t, w, c) output y",
        "input x: float[N,4,8,8] w = const float[6,4,3,3] c = const float[6] y = Conv(x, w, c) output y",
        Tolerance,
        shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Folds_batch_norm_before_a_grouped_conv() => RuleAssert.Rewrites(
        BatchNorm + "w = const float[6,2,3,3] seed 1 y = Conv(t, w) <group=2, auto_pad=\"VALID\"> output y",
        "input x: float[N,4,8,8] w = const float[6,2,3,3] c = const float[6] y = Conv(x, w, c) <group=2, auto_pad=\"VALID\"> output y",
        Tolerance,
        shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Folds_a_scale_before_a_padded_conv() => RuleAssert.Rewrites(
        "input x: float[N,4,8,8] s = const float[] {0.25} t = Mul(x, s) w = const float[6,4,3,3] seed 1 y = Conv(t, w) <pads=[1,1,1,1]> output y",
        "input x: float[N,4,8,8] w = const float[6,4,3,3] y = Conv(x, w) <pads=[1,1,1,1]> output y",
        Tolerance,
        shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Folds_a_shift_and_keeps_a_weight_that_does_not_change() => RuleAssert.Rewrites(
        "input x: float[N,4,8,8] s = const float[4,1,1] seed 3 t = Sub(x, s) w = const float[6,4,1,1] seed 1 y = Conv(t, w) output y",
        "input x: float[N,4,8,8] w = const float[6,4,1,1] seed 1 c = const float[6] y = Conv(x, w, c) output y",
        Tolerance,
        shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    [DataRow("pads=[1,1,1,1]")]
    [DataRow("auto_pad=\"SAME_UPPER\"")]
    public void Keeps_a_shift_before_a_padded_conv(string attributes) =>
        RuleAssert.Keeps(BatchNorm + $"w = const float[6,4,3,3] y = Conv(t, w) <{attributes}> output y", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_a_map_that_is_used_elsewhere() =>
        RuleAssert.Keeps(BatchNorm + "w = const float[6,4,3,3] y = Conv(t, w) z = Neg(t) output y output z", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_a_map_that_is_a_graph_output() =>
        RuleAssert.Keeps(BatchNorm + "w = const float[6,4,3,3] y = Conv(t, w) output y output t", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_conv_when_weight_is_shared() =>
        RuleAssert.Keeps(BatchNorm + "w = const float[4,4,1,1] u = Conv(t, w) y = Conv(u, w) output y", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_conv_when_callers_may_override_the_weight() =>
        RuleAssert.Keeps(BatchNorm + "input w: float[6,4,1,1] = {1} y = Conv(t, w) output y", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_a_constant_that_adds_channels() => RuleAssert.Keeps(
        "input x: float[N,1,8,8] s = const float[4,1,1] seed 3 t = Mul(x, s) w = const float[6,4,1,1] y = Conv(t, w) output y", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_when_the_channels_are_unknown() => RuleAssert.Keeps(
        "input x: float[N,C,8,8] s = const float[4,1,1] seed 3 t = Mul(x, s) w = const float[6,4,1,1] y = Conv(t, w) output y", shapes => new FoldAffineIntoNextConv(shapes));

    [TestMethod]
    public void Keeps_a_map_outside_the_subgraph() => RuleAssert.Keeps(
        BatchNorm + "input c: bool[] w = const float[4,4,1,1] y = If(c) <then_branch=graph { a = Conv(t, w) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        shapes => new FoldAffineIntoNextConv(shapes));
}
