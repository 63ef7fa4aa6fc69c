namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ReshapeGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4] s = const int64[2] {2, 12} y = Reshape(x, s) output y")]
    [DataRow("input x: float[N,3,4] s = const int64[2] {0, -1} y = Reshape(x, s) output y")]
    [DataRow("input x: float[N,3,4] y = Flatten(x) output y")]
    [DataRow("input x: float[2,1,4] a = const int64[1] {1} y = Squeeze(x, a) output y")]
    [DataRow("input x: float[2,4] a = const int64[2] {0, 2} y = Unsqueeze(x, a) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
