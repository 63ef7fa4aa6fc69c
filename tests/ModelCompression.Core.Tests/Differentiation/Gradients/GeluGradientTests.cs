namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class GeluGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = com.microsoft.Gelu(x) output y")]
    [DataRow("opset 20 input x: float[3,5] y = Gelu(x) output y")]
    [DataRow("opset 20 input x: float[3,5] y = Gelu(x) <approximate=\"tanh\"> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
