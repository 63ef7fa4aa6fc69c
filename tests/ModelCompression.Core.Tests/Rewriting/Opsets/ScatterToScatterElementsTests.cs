namespace ModelCompression.Core.Tests.Rewriting.Opsets;

[TestClass]
public sealed class ScatterToScatterElementsTests
{
    [TestMethod]
    public void Scatter_takes_its_new_name() => Raised.Becomes(
        "opset 9 input x: float[3,3] i = const int64[2,3] {1, 0, 2, 0, 2, 1} u = const float[2,3] seed 1 y = Scatter(x, i, u) <axis=0> output y",
        "input x: float[3,3] i = const int64[2,3] {1, 0, 2, 0, 2, 1} u = const float[2,3] seed 1 y = ScatterElements(x, i, u) <axis=0> output y");
}
