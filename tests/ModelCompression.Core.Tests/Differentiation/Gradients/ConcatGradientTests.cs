namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ConcatGradientTests
{
    [TestMethod]
    [DataRow("input a: float[2,3] input b: float[2,1] y = Concat(a, b) <axis=1> output y")]
    [DataRow("input a: float[2,3] input b: float[4,3] c = const float[1,3] seed 1 y = Concat(a, c, b, a) <axis=-2> output y")]
    [DataRow("input a: float[N,3] input b: float[M,3] y = Concat(a, b) <axis=0> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
