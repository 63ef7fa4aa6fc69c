namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ReduceMaxGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4] y = ReduceMax(x) <axes=[0,-1]> output y")]
    [DataRow("input x: float[2,3,4] y = ReduceMin(x) <axes=[1], keepdims=0> output y")]
    [DataRow("opset 18 input x: float[2,3,4] a = const int64[1] {2} y = ReduceMax(x, a) <keepdims=0> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesInPieces(text, "x");
}
