namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class GlobalAveragePoolGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4,2] y = GlobalAveragePool(x) output y")]
    [DataRow("input x: float[N,3,H,W] y = GlobalAveragePool(x) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
