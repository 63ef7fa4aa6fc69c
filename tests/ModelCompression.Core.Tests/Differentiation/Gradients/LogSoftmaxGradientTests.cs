namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class LogSoftmaxGradientTests
{
    [TestMethod]
    [DataRow("input x: float[3,5] y = LogSoftmax(x) output y")]
    [DataRow("input x: float[3,4,2] y = LogSoftmax(x) <axis=0> output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x");
}
