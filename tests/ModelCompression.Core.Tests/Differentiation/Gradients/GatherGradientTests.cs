namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class GatherGradientTests
{
    [TestMethod]
    [DataRow("input x: float[4,3] i = const int64[2,2] {0, 2, 2, -1} y = Gather(x, i) output y")]
    [DataRow("input x: float[4,3] i = const int64[] {1} y = Gather(x, i) <axis=1> output y")]
    [DataRow("input x: float[3,2] i = const int64[2,2] {0, 2, 1, 1} y = GatherElements(x, i) output y")]
    [DataRow("input x: float[3,2] i = const int64[2,1] {2, 2} y = GatherND(x, i) output y")]
    [DataRow("input x: float[N,2] r = const int64[2] {1, 3} y = Tile(x, r) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
