namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class HardSigmoidGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = HardSigmoid(x) output y")]
    [DataRow("input x: float[3,5] y = HardSigmoid(x) <alpha=0.6, beta=0.3> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
