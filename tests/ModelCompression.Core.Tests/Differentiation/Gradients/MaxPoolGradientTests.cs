namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class MaxPoolGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,2,4,6] y = MaxPool(x) <kernel_shape=[2,2], strides=[2,2]> output y")]
    [DataRow("input x: float[2,2,5,6] y = MaxPool(x) <kernel_shape=[3,3], strides=[2,2], pads=[1,1,1,1]> output y")]
    [DataRow("input x: float[N,2,7,6] y = MaxPool(x) <kernel_shape=[3,2], strides=[2,1], ceil_mode=1> output y")]
    [DataRow("input x: float[2,2,7,6] y = MaxPool(x) <kernel_shape=[2,2], dilations=[2,3]> output y")]
    [DataRow("input x: float[2,2,7] y = MaxPool(x) <kernel_shape=[3], auto_pad=\"SAME_UPPER\", strides=[2]> output y")]
    [DataRow("input x: float[1,2,4,4,4] y, i = MaxPool(x) <kernel_shape=[2,2,2], strides=[2,2,2]> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
