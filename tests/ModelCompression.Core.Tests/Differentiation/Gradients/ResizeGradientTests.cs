namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ResizeGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,2,3,4] s = const float[4] {1, 1, 2, 2} y = Resize(x, _, s) output y")]
    [DataRow("input x: float[N,2,3,4] s = const float[4] {1, 1, 2, 2} y = Resize(x, _, s) <mode=\"linear\"> output y")]
    [DataRow("input x: float[2,2,3,4] s = const int64[4] {2, 2, 5, 3} y = Resize(x, _, _, s) <mode=\"linear\", coordinate_transformation_mode=\"align_corners\"> output y")]
    [DataRow("input x: float[2,2,3,4] s = const float[4] {1, 1, 2, 2} y = Resize(x, _, s) <mode=\"nearest\", coordinate_transformation_mode=\"asymmetric\", nearest_mode=\"floor\"> output y")]
    [DataRow("input x: float[2,2,6,5] s = const int64[4] {2, 2, 3, 4} y = Resize(x, _, _, s) <mode=\"nearest\"> output y")]
    [DataRow("input x: float[1,2,4,4] s = const float[4] {1, 1, 2, 2} y = Resize(x, _, s) <mode=\"cubic\"> output y")]
    [DataRow("input x: float[2,3,4] s = const float[3] {1, 1, 2} y = Resize(x, _, s) <mode=\"nearest\"> output y")]
    [DataRow("input x: float[2,2,3,4] s = const float[4] {1, 1, 1.6, 1} y = Resize(x, _, s) <mode=\"linear\"> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
