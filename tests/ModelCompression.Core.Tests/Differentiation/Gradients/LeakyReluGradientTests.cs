namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class LeakyReluGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = LeakyRelu(x) output y")]
    [DataRow("input x: float[3,5] y = LeakyRelu(x) <alpha=0.3> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
