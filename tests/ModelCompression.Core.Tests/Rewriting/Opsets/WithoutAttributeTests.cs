namespace ModelCompression.Core.Tests.Rewriting.Opsets;

[TestClass]
public sealed class WithoutAttributeTests
{
    private const string Statistics = "g = const float[3] seed 1 b = const float[3] seed 2 m = const float[3] seed 3 v = const float[3] seed 4 range 0.5 2 ";

    [TestMethod]
    public void BatchNormalization_by_channel_loses_spatial() => Raised.Becomes(
        $"opset 7 input x: float[N,3,4,4] {Statistics} y = BatchNormalization(x, g, b, m, v) <spatial=1, epsilon=0.001> output y",
        $"input x: float[N,3,4,4] {Statistics} y = BatchNormalization(x, g, b, m, v) <epsilon=0.001> output y");

    [TestMethod]
    public void Keeps_the_model_when_BatchNormalization_is_not_by_channel() =>
        Raised.Stays($"opset 8 input x: float[N,3] {Statistics} y = BatchNormalization(x, g, b, m, v) <spatial=0> output y", "'spatial'");

    [TestMethod]
    [DataRow(7)]
    [DataRow(10)]
    public void Dropout_loses_its_ratio(int opset) => Raised.Becomes(
        $"opset {opset} input x: float[N,3] t = Dropout(x) <ratio=0.3> y = Relu(t) output y", "input x: float[N,3] t = Dropout(x) y = Relu(t) output y");

    [TestMethod]
    public void Keeps_the_model_when_the_mask_of_Dropout_is_used() =>
        Raised.Stays("opset 9 input x: float[N,3] y, m = Dropout(x) <ratio=0.3> output y output m", "outputs other than the first");
}
