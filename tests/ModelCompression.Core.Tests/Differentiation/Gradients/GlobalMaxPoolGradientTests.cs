namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class GlobalMaxPoolGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4,2] y = GlobalMaxPool(x) output y")]
    [DataRow("input x: float[N,3,5] y = GlobalMaxPool(x) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
