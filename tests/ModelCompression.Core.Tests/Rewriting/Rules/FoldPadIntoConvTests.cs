using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldPadIntoConvTests
{
    private const string Start = "input x: float[N,3,8,8] w = const float[4,3,3,3] seed 1 ";

    [TestMethod]
    public void Adds_the_pads() => RuleAssert.Rewrites(
        Start + "p = const int64[8] {0,0,0,1,0,0,2,3} t = Pad(x, p) y = Conv(t, w) <pads=[1,1,0,0], strides=[2,2]> output y",
        Start + "y = Conv(x, w) <pads=[1,2,2,3], strides=[2,2]> output y",
        tolerance: 0,
        shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Replaces_valid_padding() => RuleAssert.Rewrites(
        Start + "p = const int64[8] {0,0,1,1,0,0,1,1} z = const float[] {0} t = Pad(x, p, z) <mode=\"constant\"> y = Conv(t, w) <auto_pad=\"VALID\"> output y",
        Start + "y = Conv(x, w) <pads=[1,1,1,1]> output y",
        tolerance: 0,
        shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Reads_attributes_of_old_opsets() => RuleAssert.Rewrites(
        "opset 10 " + Start + "t = Pad(x) <pads=[0,0,1,1,0,0,1,1], value=0.0> y = Conv(t, w) output y",
        "opset 10 " + Start + "y = Conv(x, w) <pads=[1,1,1,1]> output y",
        tolerance: 0,
        shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Reads_axes() => RuleAssert.Rewrites(
        "opset 18 " + Start + "p = const int64[2] {1,2} a = const int64[1] {-1} t = Pad(x, p, _, a) y = Conv(t, w) output y",
        "opset 18 " + Start + "y = Conv(x, w) <pads=[0,1,0,2]> output y",
        tolerance: 0,
        shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Leaves_the_pad_to_its_other_users() => RuleAssert.Rewrites(
        Start + "p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p) y = Conv(t, w) z = Neg(t) output y output z",
        Start + "y = Conv(x, w) <pads=[1,1,1,1]> p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p) z = Neg(t) output y output z",
        tolerance: 0,
        shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    [DataRow("p = const int64[8] {0,0,1,1,0,0,1,1} z = const float[] {1} t = Pad(x, p, z)", DisplayName = "by ones")]
    [DataRow("p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p) <mode=\"reflect\">", DisplayName = "reflected")]
    [DataRow("p = const int64[8] {0,0,-1,0,0,0,1,1} t = Pad(x, p)", DisplayName = "crops")]
    [DataRow("p = const int64[8] {1,0,1,1,0,0,1,1} t = Pad(x, p)", DisplayName = "pads the batch")]
    [DataRow("input p: int64[8] t = Pad(x, p)", DisplayName = "amounts not constant")]
    [DataRow("input z: float[] = {0} p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p, z)", DisplayName = "fill can be overridden")]
    public void Keeps(string pad) => RuleAssert.Keeps(Start + pad + " y = Conv(t, w) output y", shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Keeps_pads_of_channels() => RuleAssert.Keeps(
        "input x: float[N,1,8,8] w = const float[4,3,3,3] p = const int64[8] {0,1,0,0,0,1,0,0} t = Pad(x, p) y = Conv(t, w) output y", shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Keeps_conv_with_computed_pads() => RuleAssert.Keeps(
        Start + "p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p) y = Conv(t, w) <auto_pad=\"SAME_UPPER\"> output y", shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Keeps_when_the_rank_is_unknown() => RuleAssert.Keeps(
        "input x: float w = const float[4,3,3,3] p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p) y = Conv(t, w) output y", shapes => new FoldPadIntoConv(shapes));

    [TestMethod]
    public void Keeps_a_pad_outside_the_subgraph() => RuleAssert.Keeps(
        """
        input x: float[N,3,8,8] input c: bool[] w = const float[4,3,3,3] p = const int64[8] {0,0,1,1,0,0,1,1} t = Pad(x, p)
        y = If(c) <then_branch=graph { a = Conv(t, w) output a }, else_branch=graph { b = Neg(t) output b }>
        output y
        """,
        shapes => new FoldPadIntoConv(shapes));
}
