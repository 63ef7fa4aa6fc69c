namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ReciprocalGradientTests
{
    [TestMethod]
    [DataRow("w = const float[3,5] seed 1 range 0.5 2 y = Reciprocal(w) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "w");
}
