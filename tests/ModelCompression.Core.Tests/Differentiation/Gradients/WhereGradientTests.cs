namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class WhereGradientTests
{
    [TestMethod]
    [DataRow("input c: bool[3,5] input a: float[3,5] input b: float[3,5] y = Where(c, a, b) output y")]
    [DataRow("c = const bool[3,1] {1, 0, 1} input a: float[5] input b: float[2,1,1] y = Where(c, a, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
