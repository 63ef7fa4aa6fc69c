using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class AlignInputChannelsTests
{
    private const string Input = "input x: float[N,3,8,8] ";

    [TestMethod]
    public void A_fourth_channel_of_zeros_meets_weights_of_zero() => RuleAssert.Rewrites(
        Input + "w = const float[16,3,3,3] seed 1 b = const float[16] seed 2 y = Conv(x, w, b) <pads=[1,1,1,1], strides=[2,2]> output y",
        Input + "p = const int64[8] {0,0,0,0,0,1,0,0} z = Pad(x, p) w = const float[16,4,3,3] b = const float[16] seed 2 y = Conv(z, w, b) <pads=[1,1,1,1], strides=[2,2]> output y",
        tolerance: 1e-5,
        new AlignInputChannels());

    [TestMethod]
    public void One_spatial_axis_is_aligned_too() => RuleAssert.Rewrites(
        "input x: float[N,7,20] w = const float[24,7,5] seed 1 y = Conv(x, w) output y",
        "input x: float[N,7,20] p = const int64[6] {0,0,0,0,1,0} z = Pad(x, p) w = const float[24,8,5] y = Conv(z, w) output y",
        tolerance: 1e-5,
        new AlignInputChannels());

    [TestMethod]
    [DataRow(Input + "w = const float[16,3,1,1] seed 1 y = Conv(x, w) output y", DisplayName = "nothing to gather")]
    [DataRow(Input + "w = const float[8,3,3,3] seed 1 y = Conv(x, w) output y", DisplayName = "few outputs")]
    [DataRow(Input + "w = const float[20,3,3,3] seed 1 y = Conv(x, w) output y", DisplayName = "outputs not in eights")]
    [DataRow(Input + "w = const float[24,1,3,3] seed 1 y = Conv(x, w) <group=3> output y", DisplayName = "groups")]
    [DataRow(Input + "w = const float[16,3,3,3] seed 1 r = Relu(x) y = Conv(r, w) output y", DisplayName = "no model input")]
    [DataRow(Input + "w = const float[16,3,3,3] seed 1 y = Conv(x, w) r = Relu(x) output y output r", DisplayName = "others read the input")]
    [DataRow("input x: float[N,4,8,8] w = const float[16,4,3,3] seed 1 y = Conv(x, w) output y", DisplayName = "aligned")]
    [DataRow("input x: float[N,1,8,8] w = const float[16,1,3,3] seed 1 y = Conv(x, w) output y", DisplayName = "mostly zeros")]
    public void Keeps_what_gains_nothing(string text) => RuleAssert.Keeps(text, new AlignInputChannels());
}
