namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class SubGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,5] input b: float[3,5] y = Sub(a, b) output y")]
    [DataRow("input a: float[5] input b: float[2,3,1] y = Sub(a, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
