namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class GemmGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,4] b = const float[4,2] seed 1 c = const float[2] seed 2 y = Gemm(a, b, c) output y")]
    [DataRow("input a: float[4,3] b = const float[4,2] seed 1 c = const float[3,1] seed 2 y = Gemm(a, b, c) <transA=1, alpha=0.5, beta=2.0> output y")]
    [DataRow("input a: float[N,4] b = const float[2,4] seed 1 c = const float[1,2] seed 2 y = Gemm(a, b, c) <transB=1, alpha=-1.5> output y")]
    [DataRow("input a: float[4,3] b = const float[2,4] seed 1 c = const float[] {0.5} y = Gemm(a, b, c) <transA=1, transB=1> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b", "c");
}
