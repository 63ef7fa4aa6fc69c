namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class TransposeGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4] y = Transpose(x) output y")]
    [DataRow("input x: float[2,3,4] y = Transpose(x) <perm=[1,2,0]> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
