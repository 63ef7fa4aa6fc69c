namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class MatMulGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,4] input b: float[4,2] y = MatMul(a, b) output y")]
    [DataRow("input a: float[N,3,4] b = const float[4,2] seed 1 y = MatMul(a, b) output y")]
    [DataRow("input a: float[2,2,3,4] input b: float[2,2,4,2] y = MatMul(a, b) output y")]
    [DataRow("input a: float[2,1,3,4] input b: float[3,4,2] y = MatMul(a, b) output y")]
    [DataRow("input a: float[3,4] input b: float[2,4,2] y = MatMul(a, b) output y")]
    [DataRow("input a: float[N,3,4] input b: float[N,4,2] y = MatMul(a, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
