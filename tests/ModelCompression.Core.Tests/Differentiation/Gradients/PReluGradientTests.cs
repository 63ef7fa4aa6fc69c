namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class PReluGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] w = const float[5] seed 1 y = PRelu(x, w) output y")]
    [DataRow("input x: float[2,3,4,2] w = const float[3,1,1] seed 1 y = PRelu(x, w) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x", "w");
}
