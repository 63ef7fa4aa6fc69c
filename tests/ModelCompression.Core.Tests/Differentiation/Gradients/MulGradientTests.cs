namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class MulGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,5] input b: float[3,5] y = Mul(a, b) output y")]
    [DataRow("input a: float[5] input b: float[2,3,1] y = Mul(a, b) output y")]
    [DataRow("input a: float[2,3,1,1] input b: float[2,3,4,2] y = Mul(a, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
