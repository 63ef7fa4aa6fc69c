namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class SplitGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,6] s = const int64[3] {1, 2, 3} a, b, c = Split(x, s) <axis=1> output a output c")]
    [DataRow("input x: float[4,6] a, b = Split(x) y = Mul(a, b) output y")]
    [DataRow("opset 18 input x: float[5,2] a, b, c = Split(x) <num_outputs=3> output b output c")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
