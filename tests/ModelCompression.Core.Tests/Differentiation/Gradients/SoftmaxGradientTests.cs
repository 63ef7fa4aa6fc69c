namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class SoftmaxGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = Softmax(x) output y")]
    [DataRow("input x: float[3,4,2] y = Softmax(x) <axis=1> output y")]
    [DataRow("input x: float[3,4,2] y = Softmax(x) <axis=-2> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
