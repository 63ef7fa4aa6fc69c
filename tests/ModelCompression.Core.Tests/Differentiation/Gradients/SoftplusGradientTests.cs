namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class SoftplusGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = Softplus(x) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
