namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class AddGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,5] input b: float[3,5] y = Add(a, b) output y")]
    [DataRow("input a: float[3,5] input b: float[1,5] y = Add(a, b) output y")]
    [DataRow("input a: float[5] input b: float[2,3,1] y = Add(a, b) output y")]
    [DataRow("input a: float[] input b: float[2,3] y = Add(a, b) output y")]
    [DataRow("input a: float[N,1,4] input b: float[N,3,4] y = Add(a, b) output y")]
    [DataRow("input a: float[2,3] input b: float[3] c = const float[2,2,3] seed 3 y = Sum(a, b, c) output y")]
    [DataRow("input a: float[2,3] b = const float[2,3] seed 4 s = Add(a, b) t = Add(s, a) y = Add(t, a) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
