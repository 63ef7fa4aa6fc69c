namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class IdentityGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = Identity(x) output y")]
    [DataRow("input x: float[3,5] y = Dropout(x) output y")]
    [DataRow("input x: float[3,5] r = const float[] {0.5} t = const bool[] {0} y, _ = Dropout(x, r, t) output y")]
    [DataRow("input x: float[3,5] y = Cast(x) <to=1> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");

    [TestMethod]
    [DataRow("input x: float[3,5] r = const float[] {0.5} t = const bool[] {1} y, _ = Dropout(x, r, t) output y")]
    [DataRow("input x: float[3,5] input t: bool[] r = const float[] {0.5} y, _ = Dropout(x, r, t) output y")]
    [DataRow("input x: float[3,5] t = Cast(x) <to=11> y = Cast(t) <to=1> output y")]
    public void Refuses_random_drops_and_other_precisions(string text) => GradientAssert.Refuses(text, "x");
}
