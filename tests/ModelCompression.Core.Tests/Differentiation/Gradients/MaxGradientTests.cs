namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class MaxGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,5] input b: float[3,5] y = Max(a, b) output y")]
    [DataRow("input a: float[3,5] input b: float[1,5] y = Min(a, b) output y")]
    [DataRow("input a: float[3,5] input b: float[5] c = const float[] {0.2} y = Max(a, b, c) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "a", "b");
}
