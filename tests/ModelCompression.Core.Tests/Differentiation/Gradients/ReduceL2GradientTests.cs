namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class ReduceL2GradientTests
{
    [TestMethod]
    [DataRow("w = const float[2,3,4] seed 1 range 1 2 y = ReduceL2(w) <axes=[-1]> output y")]
    [DataRow("w = const float[2,3,4] seed 1 range 1 2 y = ReduceL2(w) <axes=[1,2], keepdims=0> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "w");
}
