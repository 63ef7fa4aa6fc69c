namespace ModelCompression.Core.Tests.Differentiation.Gradients;

[TestClass]
public sealed class LayerNormalizationGradientTests
{
    [TestMethod]
    [DataRow("input x: float[2,3,4] s = const float[4] seed 1 b = const float[4] seed 2 y = LayerNormalization(x, s, b) output y")]
    [DataRow("input x: float[N,3,4] s = const float[3,4] seed 1 b = const float[3,4] seed 2 y = LayerNormalization(x, s, b) <axis=1, epsilon=0.1> output y")]
    [DataRow("opset 18 input x: float[2,3,4] s = const float[4] seed 1 b = const float[4] seed 2 y = LayerNormalization(x, s, b) output y")]
    public void Agrees_with_differences_of_the_runtime(string text) => GradientAssert.AgreesSmoothly(text, "x", "s", "b");
}
