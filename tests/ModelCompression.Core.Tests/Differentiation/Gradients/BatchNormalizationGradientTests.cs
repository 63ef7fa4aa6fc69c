namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class BatchNormalizationGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,2,4] s = const float[3] seed 1 b = const float[3] seed 2 m = const float[3] seed 3 v = const float[3] seed 4 range 0.5 2 y = BatchNormalization(x, s, b, m, v) <epsilon=0.1> output y")]
    [DataRow("input x: float[5,3] s = const float[3] seed 1 b = const float[3] seed 2 m = const float[3] seed 3 v = const float[3] seed 4 range 0.5 2 y = BatchNormalization(x, s, b, m, v) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x", "s", "b");
}
