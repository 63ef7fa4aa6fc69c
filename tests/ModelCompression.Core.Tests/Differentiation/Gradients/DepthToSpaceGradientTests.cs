namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class DepthToSpaceGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,8,2,3] y = DepthToSpace(x) <blocksize=2> output y")]
    [DataRow("input x: float[N,8,2,3] y = DepthToSpace(x) <blocksize=2, mode=\"CRD\"> output y")]
    [DataRow("input x: float[2,2,4,6] y = SpaceToDepth(x) <blocksize=2> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
