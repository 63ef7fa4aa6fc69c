namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ConvGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,5,6] w = const float[4,3,3,3] seed 1 b = const float[4] seed 2 y = Conv(x, w, b) output y")]
    [DataRow("input x: float[2,3,5,6] w = const float[4,3,3,3] seed 1 b = const float[4] seed 2 y = Conv(x, w, b) <pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[N,3,H,W] w = const float[2,3,3,2] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <pads=[1,0,1,1]> output y")]
    [DataRow("input x: float[2,2,7,6] w = const float[3,2,3,3] seed 1 b = const float[3] seed 2 y = Conv(x, w, b) <strides=[2,2], pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[N,2,7,8] w = const float[3,2,3,3] seed 1 b = const float[3] seed 2 y = Conv(x, w, b) <strides=[2,3], pads=[0,1,1,2]> output y")]
    [DataRow("input x: float[2,2,8,9] w = const float[2,2,2,3] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <dilations=[2,3], pads=[1,2,0,3]> output y")]
    [DataRow("input x: float[2,2,9,9] w = const float[2,2,3,2] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <dilations=[2,1], strides=[3,2], pads=[2,0,1,1]> output y")]
    [DataRow("input x: float[2,2,5,6] w = const float[2,2,1,1] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) output y")]
    [DataRow("input x: float[2,2,5,6] w = const float[2,2,1,1] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <strides=[2,2]> output y")]
    [DataRow("input x: float[2,2,6,7] w = const float[2,2,1,1] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <strides=[3,3], pads=[1,2,0,1]> output y")]
    [DataRow("input x: float[2,4,5,5] w = const float[6,2,3,3] seed 1 b = const float[6] seed 2 y = Conv(x, w, b) <group=2, pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[2,4,6,5] w = const float[6,2,3,3] seed 1 b = const float[6] seed 2 y = Conv(x, w, b) <group=2, strides=[2,2], pads=[1,0,1,0]> output y")]
    [DataRow("input x: float[N,3,6,6] w = const float[3,1,3,3] seed 1 b = const float[3] seed 2 y = Conv(x, w, b) <group=3, pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[2,3,6,7] w = const float[3,1,3,3] seed 1 b = const float[3] seed 2 y = Conv(x, w, b) <group=3, strides=[2,2], pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[2,2,6,6] w = const float[4,1,3,3] seed 1 b = const float[4] seed 2 y = Conv(x, w, b) <group=2, dilations=[2,2], pads=[2,2,2,2]> output y")]
    [DataRow("input x: float[2,2,6,7] w = const float[2,2,3,3] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <auto_pad=\"SAME_UPPER\", strides=[2,2]> output y")]
    [DataRow("input x: float[2,2,6,7] w = const float[2,2,2,4] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <auto_pad=\"SAME_LOWER\"> output y")]
    [DataRow("input x: float[2,2,6,7] w = const float[2,2,3,3] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <auto_pad=\"VALID\", strides=[2,1]> output y")]
    [DataRow("input x: float[2,2,4,4] w = const float[2,2,2,2] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <pads=[3,2,0,4]> output y")]
    [DataRow("input x: float[2,2,9] w = const float[3,2,3] seed 1 b = const float[3] seed 2 y = Conv(x, w, b) <strides=[2], pads=[1,0]> output y")]
    [DataRow("input x: float[1,2,3,4,3] w = const float[2,2,2,2,2] seed 1 b = const float[2] seed 2 y = Conv(x, w, b) <pads=[1,0,0,0,1,0]> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x", "w", "b");
}
