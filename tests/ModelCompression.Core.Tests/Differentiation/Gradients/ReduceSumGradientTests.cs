namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ReduceSumGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4] a = const int64[2] {0, -1} y = ReduceSum(x, a) output y")]
    [DataRow("input x: float[2,3,4] a = const int64[1] {1} y = ReduceSum(x, a) <keepdims=0> output y")]
    [DataRow("input x: float[2,3,4] y = ReduceSum(x) <keepdims=0> output y")]
    [DataRow("input x: float[2,3,4] t = ReduceSum(x) <noop_with_empty_axes=1> y = Mul(t, t) output y")]
    [DataRow("input x: float[2,3,4] y = ReduceMean(x) <axes=[-2,-1], keepdims=0> output y")]
    [DataRow("input x: float[N,3,4] y = ReduceMean(x) <axes=[0,1]> output y")]
    [DataRow("opset 18 input x: float[2,3,4] a = const int64[1] {2} y = ReduceMean(x, a) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
