namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class DivGradientTests
{
    [TestMethod]
    [DataRow("input a: float[3,5] b = const float[3,5] seed 1 range 0.5 2 y = Div(a, b) output y")]
    [DataRow("input a: float[5] b = const float[2,3,1] seed 1 range -3 -1 y = Div(a, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
