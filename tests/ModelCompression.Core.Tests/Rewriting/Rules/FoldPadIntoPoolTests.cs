using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldPadIntoPoolTests
{
    private const string Start = "input x: float[N,3,8,8] p = const int64[8] {0,0,1,1,0,0,1,1} ";

    [TestMethod]
    public void Average_counts_the_zeros() => RuleAssert.Rewrites(
        Start + "t = Pad(x, p) y = AveragePool(t) <kernel_shape=[3,3], strides=[2,2]> output y",
        "input x: float[N,3,8,8] y = AveragePool(x) <count_include_pad=1, kernel_shape=[3,3], pads=[1,1,1,1], strides=[2,2]> output y",
        tolerance: 1e-6,
        shapes => new FoldPadIntoPool(shapes));

    [TestMethod]
    public void Maximum_of_what_is_never_negative() => RuleAssert.Rewrites(
        Start + "r = Relu(x) t = Pad(r, p) y = MaxPool(t) <kernel_shape=[3,3], strides=[2,2]> output y",
        "input x: float[N,3,8,8] r = Relu(x) y = MaxPool(r) <kernel_shape=[3,3], pads=[1,1,1,1], strides=[2,2]> output y",
        tolerance: 0,
        shapes => new FoldPadIntoPool(shapes));

    [TestMethod]
    [DataRow("t = Pad(x, p) y = MaxPool(t) <kernel_shape=[3,3]>", DisplayName = "may be negative")]
    [DataRow("r = Relu(x) t = Pad(r, p) y = MaxPool(t) <kernel_shape=[1,1], strides=[2,2]>", DisplayName = "window in the padding")]
    [DataRow("r = Relu(x) t = Pad(r, p) y = MaxPool(t) <kernel_shape=[3,3], dilations=[2,2]>", DisplayName = "dilated")]
    [DataRow("r = Relu(x) t = Pad(r, p) y = MaxPool(t) <kernel_shape=[3,3], ceil_mode=1>", DisplayName = "ceiling")]
    [DataRow("r = Relu(x) t = Pad(r, p) y, i = MaxPool(t) <kernel_shape=[3,3]>", DisplayName = "positions are wanted")]
    [DataRow("t = Pad(x, p) y = AveragePool(t) <kernel_shape=[3,3], pads=[1,1,1,1]>", DisplayName = "own padding is not counted")]
    [DataRow("t = Pad(x, p) y = AveragePool(t) <kernel_shape=[3,3], auto_pad=\"SAME_LOWER\">", DisplayName = "computed pads")]
    [DataRow("t = Pad(x, p) <mode=\"edge\"> y = AveragePool(t) <kernel_shape=[3,3]>", DisplayName = "not zeros")]
    public void Keeps(string nodes) => RuleAssert.Keeps(Start + nodes + " output y", shapes => new FoldPadIntoPool(shapes));
}
