namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ConvTransposeGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4,3] w = const float[3,2,3,3] seed 1 b = const float[2] seed 2 y = ConvTranspose(x, w, b) output y")]
    [DataRow("input x: float[2,3,4,3] w = const float[3,2,3,3] seed 1 b = const float[2] seed 2 y = ConvTranspose(x, w, b) <strides=[2,2], pads=[1,1,1,1], output_padding=[1,1]> output y")]
    [DataRow("input x: float[2,3,4,3] w = const float[3,2,2,2] seed 1 b = const float[2] seed 2 y = ConvTranspose(x, w, b) <strides=[2,2]> output y")]
    [DataRow("input x: float[2,4,4,3] w = const float[4,3,3,2] seed 1 b = const float[6] seed 2 y = ConvTranspose(x, w, b) <strides=[2,3], group=2, pads=[1,0,0,1]> output y")]
    [DataRow("input x: float[2,2,4,3] w = const float[2,2,3,2] seed 1 b = const float[2] seed 2 y = ConvTranspose(x, w, b) <dilations=[2,2]> output y")]
    [DataRow("input x: float[2,2,5] w = const float[2,2,3] seed 1 b = const float[2] seed 2 y = ConvTranspose(x, w, b) <strides=[2]> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x", "w", "b");
}
