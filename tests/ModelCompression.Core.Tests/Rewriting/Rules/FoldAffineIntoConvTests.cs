using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldAffineIntoConvTests
{
    private const double Tolerance = 1e-5;
    private const string Start = "input x: float[N,3,8,8] ";
    private const string BatchNorm =
        "g = const float[4] seed 2 range 0.5 2 b = const float[4] seed 3 m = const float[4] seed 4 v = const float[4] seed 5 range 0.1 2 y = BatchNormalization(t, g, b, m, v) <epsilon=0.001> output y";

    [TestMethod]
    public void Folds_batch_norm() => RuleAssert.Rewrites(
        Start + "w = const float[4,3,3,3] seed 1 t = Conv(x, w) <pads=[1,1,1,1]> " + BatchNorm,
        Start + "w = const float[4,3,3,3] b = const float[4] y = Conv(x, w, b) <pads=[1,1,1,1]> output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    public void Folds_batch_norm_into_a_grouped_conv_with_bias() => RuleAssert.Rewrites(
        "input x: float[N,4,8,8] w = const float[4,2,3,3] seed 1 c = const float[4] seed 9 t = Conv(x, w, c) <group=2> " + BatchNorm,
        "input x: float[N,4,8,8] w = const float[4,2,3,3] b = const float[4] y = Conv(x, w, b) <group=2> output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    [DataRow("[3,4,3,3]", 1, 3)]
    [DataRow("[6,2,3,3]", 2, 6)]
    [DataRow("[4,1,3,3]", 4, 4)]
    public void Folds_batch_norm_into_conv_transpose(string weight, int groups, int channels) => RuleAssert.Rewrites(
        $"input x: float[N,{channels},5,5] w = const float{weight} seed 1 t = ConvTranspose(x, w) <group={groups}, strides=[2,2]> " + BatchNorm,
        $"input x: float[N,{channels},5,5] w = const float{weight} b = const float[4] y = ConvTranspose(x, w, b) <group={groups}, strides=[2,2]> output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    [DataRow("c = const float[1,4,1,1] seed 2 y = Add(t, c)")]
    [DataRow("c = const float[4,1,1] seed 2 y = Add(c, t)")]
    [DataRow("c = const float[] {0.5} y = Sub(t, c)")]
    public void Folds_addition_and_keeps_the_weight(string arithmetic) => RuleAssert.Rewrites(
        Start + "w = const float[4,3,1,1] seed 1 t = Conv(x, w) " + arithmetic + " output y",
        Start + "w = const float[4,3,1,1] seed 1 b = const float[4] y = Conv(x, w, b) output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    [DataRow("c = const float[4,1,1] seed 2 y = Mul(t, c)")]
    [DataRow("c = const float[1,4,1,1] seed 2 range 1 2 y = Div(t, c)")]
    [DataRow("c = const float[] {0.5} y = Sub(c, t)")]
    public void Folds_scale_into_weight_and_bias(string arithmetic) => RuleAssert.Rewrites(
        Start + "w = const float[4,3,1,1] seed 1 d = const float[4] seed 7 t = Conv(x, w, d) " + arithmetic + " output y",
        Start + "w = const float[4,3,1,1] b = const float[4] y = Conv(x, w, b) output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    public void Leaves_a_shared_bias_to_its_other_user() => RuleAssert.Rewrites(
        Start + "w = const float[4,3,1,1] seed 1 d = const float[4] {1,2,3,4} t = Conv(x, w, d) c = const float[] {0.5} y = Mul(t, c) z = Neg(d) output y output z",
        Start + "w = const float[4,3,1,1] b = const float[4] {0.5,1,1.5,2} y = Conv(x, w, b) d = const float[4] {1,2,3,4} z = Neg(d) output y output z",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    public void Adds_a_bias_although_the_weight_is_shared() => RuleAssert.Rewrites(
        Start + "w = const float[3,3,1,1] seed 1 u = Conv(x, w) t = Conv(u, w) c = const float[] {0.5} y = Add(t, c) output y",
        Start + "w = const float[3,3,1,1] seed 1 u = Conv(x, w) b = const float[3] y = Conv(u, w, b) output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    public void Folds_inside_a_subgraph() => RuleAssert.Rewrites(
        """
        input x: float[N,3,8,8] input c: bool[] w = const float[3,3,1,1] seed 1 h = const float[] {0.5}
        y = If(c) <then_branch=graph { t = Conv(x, w) a = Mul(t, h) output a }, else_branch=graph { b = Neg(x) output b }>
        output y
        """,
        "input x: float[N,3,8,8] input c: bool[] w = const float[3,3,1,1] y = If(c) <then_branch=graph { a = Conv(x, w) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        Tolerance,
        new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_conv_when_weight_is_shared() => RuleAssert.Keeps(
        "input x: float[N,4,8,8] w = const float[4,4,1,1] seed 1 u = Conv(x, w) t = Conv(u, w) " + BatchNorm, new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_conv_when_its_result_is_a_graph_output() =>
        RuleAssert.Keeps(Start + "w = const float[4,3,3,3] t = Conv(x, w) " + BatchNorm + " output t", new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_conv_when_its_result_is_used_elsewhere() =>
        RuleAssert.Keeps(Start + "w = const float[4,3,3,3] t = Conv(x, w) " + BatchNorm + " z = Neg(t) output z", new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_conv_when_callers_may_override_the_weight() =>
        RuleAssert.Keeps(Start + "input w: float[4,3,1,1] = {1} t = Conv(x, w) " + BatchNorm, new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_conv_when_callers_may_override_the_bias() =>
        RuleAssert.Keeps(Start + "w = const float[4,3,1,1] input d: float[4] = {1} t = Conv(x, w, d) " + BatchNorm, new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_batch_norm_in_training() => RuleAssert.Keeps(
        Start + "w = const float[2,3,1,1] t = Conv(x, w) g = const float[2] fill 1 y, m, v = BatchNormalization(t, g, g, g, g) <training_mode=1> output y", new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_batch_norm_with_parameters_that_callers_may_override() => RuleAssert.Keeps(
        Start + "w = const float[2,3,1,1] t = Conv(x, w) input g: float[2] = {1, 1} b = const float[2] v = const float[2] fill 1 y = BatchNormalization(t, g, b, b, v) output y", new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_batch_norm_whose_scale_is_infinite() => RuleAssert.Keeps(
        Start + "w = const float[2,3,1,1] t = Conv(x, w) g = const float[2] fill 1 v = const float[2] fill 0 y = BatchNormalization(t, g, g, g, v) <epsilon=0.0> output y", new FoldAffineIntoConv());

    [TestMethod]
    [DataRow("c = const float[1,1,8,1] seed 2 y = Add(t, c)", DisplayName = "along another axis")]
    [DataRow("c = const float[2,1,1,1] seed 2 y = Add(t, c)", DisplayName = "along the batch")]
    [DataRow("c = const float[1,1,1,1,1] seed 2 y = Add(t, c)", DisplayName = "higher rank")]
    [DataRow("c = const float[] {2} y = Div(c, t)", DisplayName = "reciprocal")]
    [DataRow("y = Add(t, x)", DisplayName = "residual")]
    [DataRow("input c: float[] = {2} y = Mul(t, c)", DisplayName = "callers may override it")]
    public void Keeps_what_is_not_per_channel(string arithmetic) =>
        RuleAssert.Keeps(Start + "w = const float[3,3,1,1] t = Conv(x, w) " + arithmetic + " output y", new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_other_types() => RuleAssert.Keeps(
        "input x: double[N,3,8,8] w = const double[4,3,1,1] t = Conv(x, w) c = const double[] {2} y = Mul(t, c) output y", new FoldAffineIntoConv());

    [TestMethod]
    public void Keeps_a_map_in_a_subgraph_of_an_outer_conv() => RuleAssert.Keeps(
        """
        input x: float[N,3,8,8] input c: bool[] w = const float[3,3,1,1] t = Conv(x, w) h = const float[] {0.5}
        y = If(c) <then_branch=graph { a = Mul(t, h) output a }, else_branch=graph { b = Neg(x) output b }>
        output y
        """,
        new FoldAffineIntoConv());
}
