using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class RemoveChannelPadTests
{
    private const string Head = "input x: float[N,3,8,8] w = const float[16,4,3,3] seed 1 ";
    private const string Tail = " y = Conv(z, w) output y";

    [TestMethod]
    public void Weights_that_meet_zeros_are_dropped() => RuleAssert.Rewrites(
        Head + "p = const int64[8] {0,0,0,0,0,1,0,0} z = Pad(x, p)" + Tail,
        "input x: float[N,3,8,8] w = const float[16,3,3,3] y = Conv(x, w) output y",
        tolerance: 1e-5,
        new RemoveChannelPad());

    [TestMethod]
    [DataRow(Head + "p = const int64[8] {0,1,0,0,0,0,0,0} z = Pad(x, p)" + Tail, DisplayName = "channels in front")]
    [DataRow(Head + "p = const int64[8] {0,0,0,0,0,1,1,0} z = Pad(x, p)" + Tail, DisplayName = "another axis too")]
    [DataRow(Head + "p = const int64[8] {0,0,0,0,0,1,0,0} c = const float[] {1} z = Pad(x, p, c)" + Tail, DisplayName = "another value")]
    [DataRow(Head + "p = const int64[8] {0,0,0,0,0,1,0,0} z = Pad(x, p) <mode=\"edge\">" + Tail, DisplayName = "another mode")]
    [DataRow("input x: float[N,3,8,8] w = const float[16,2,3,3] seed 1 p = const int64[8] {0,0,0,0,0,1,0,0} z = Pad(x, p) y = Conv(z, w) <group=2> output y", DisplayName = "groups")]
    public void Keeps_other_pads(string text) => RuleAssert.Keeps(text, new RemoveChannelPad());
}
