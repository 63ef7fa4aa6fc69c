namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class HardSwishGradientTests
{
    [TestMethod]
    [DataRow("w = const float[5,5] seed 1 range -5 5 y = HardSwish(w) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "w");
}
