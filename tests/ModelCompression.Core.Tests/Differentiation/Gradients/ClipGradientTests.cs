namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ClipGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] a = const float[] {-0.5} b = const float[] {1} y = Clip(x, a, b) output y")]
    [DataRow("input x: float[3,5] b = const float[] {1} y = Clip(x, _, b) output y")]
    [DataRow("input x: float[3,5] a = const float[] {0} y = Clip(x, a) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
