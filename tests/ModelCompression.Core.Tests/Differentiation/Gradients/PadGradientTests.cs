namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class PadGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,4] p = const int64[4] {0, 1, 2, 3} y = Pad(x, p) output y")]
    [DataRow("input x: float[3,4] p = const int64[4] {1, -1, -1, 2} y = Pad(x, p) output y")]
    [DataRow("input x: float[3,4] p = const int64[4] {1, 2, 0, 1} y = Pad(x, p) <mode=\"reflect\"> output y")]
    [DataRow("input x: float[3,4] p = const int64[4] {1, 2, 0, 1} y = Pad(x, p) <mode=\"edge\"> output y")]
    [DataRow("opset 18 input x: float[3,4] v = const float[] {1.5} p = const int64[2] {1, 2} a = const int64[1] {-1} y = Pad(x, p, v, a) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
