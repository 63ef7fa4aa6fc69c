namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class AveragePoolGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,2,4,6] y = AveragePool(x) <kernel_shape=[2,2], strides=[2,2]> output y")]
    [DataRow("input x: float[2,2,5,6] y = AveragePool(x) <kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[2,2,5,6] y = AveragePool(x) <kernel_shape=[3,3], strides=[2,2], pads=[1,0,1,1], count_include_pad=1> output y")]
    [DataRow("input x: float[N,2,5,6] y = AveragePool(x) <kernel_shape=[3,2], pads=[1,0,0,1]> output y")]
    [DataRow("input x: float[2,2,7] y = AveragePool(x) <kernel_shape=[3], auto_pad=\"SAME_UPPER\", strides=[2]> output y")]
    [DataRow("input x: float[2,2,6] y = AveragePool(x) <kernel_shape=[3], strides=[2], pads=[1,0], ceil_mode=0> output y")]
    [DataRow("opset 19 input x: float[2,1,7,6] y = AveragePool(x) <kernel_shape=[2,3], dilations=[2,1], pads=[1,1,1,1]> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
