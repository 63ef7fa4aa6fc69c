namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class SliceGradientTests
{
    [TestMethod]
    [DataRow("input x: float[4,6] s = const int64[2] {1, 2} e = const int64[2] {3, 100} y = Slice(x, s, e) output y")]
    [DataRow("input x: float[4,6] s = const int64[1] {-3} e = const int64[1] {-1} a = const int64[1] {-1} y = Slice(x, s, e, a) output y")]
    [DataRow("input x: float[4,6] s = const int64[2] {-1, 1} e = const int64[2] {-100, 6} a = const int64[2] {0, 1} t = const int64[2] {-1, 2} y = Slice(x, s, e, a, t) output y")]
    [DataRow("input x: float[N,6] s = const int64[1] {1} e = const int64[1] {2} a = const int64[1] {0} y = Slice(x, s, e, a) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
