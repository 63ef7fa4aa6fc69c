namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class RoundGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] f = Floor(x) s = Sign(x) c = Ceil(x) r = Round(x) t = Add(x, f) output t")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
