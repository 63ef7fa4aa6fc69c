namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ReluGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = Relu(x) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
