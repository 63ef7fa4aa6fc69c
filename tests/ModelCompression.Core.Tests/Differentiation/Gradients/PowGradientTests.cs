namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class PowGradientTests
{
    [TestMethod]
    [DataRow("a = const float[3,5] seed 2 range 0.5 2 b = const float[3,5] seed 1 range -1 3 y = Pow(a, b) output y")]
    [DataRow("a = const float[3,5] seed 2 range 0.5 2 b = const float[] {1.5} y = Pow(a, b) output y")]
    [DataRow("a = const float[5] seed 2 range 0.5 2 b = const float[2,1] {2, 3} y = Pow(a, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "a", "b");
}
