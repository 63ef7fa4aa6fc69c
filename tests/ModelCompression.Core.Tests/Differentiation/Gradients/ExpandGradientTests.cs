namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ExpandGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,1] s = const int64[3] {2, 1, 4} y = Expand(x, s) output y")]
    [DataRow("input x: float[N,1] s = const int64[2] {1, 4} y = Expand(x, s) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
