using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class CrossLayerEqualizationTests
{
    private const double Tolerance = 1e-5;

    private static readonly string First = "input x: float[1,3,8,8] w1 = const float[4,3,3,3] {" + UnevenRows(4, 27) + "} w1b = const float[4,3,3,3] {" + UnevenRows(4, 27) + "} b1 = const float[4] {0.1, 0.002, -0.01, 0.05} c1 = Conv(x, w1, b1) ";

    private static string UnevenRows(int rows, int columns) => string.Join(", ", Enumerable.Range(0, rows * columns)
        .Select(i => FormattableString.Invariant($"{Math.Sin(1 + (i * 1.7)) * Math.Pow(0.2, i / columns % 4):R}")));

    [TestMethod]
    [DataRow("r = Relu(c1) w2 = const float[5,4,3,3] seed 3 y = Conv(r, w2) output y", DisplayName = "Relu")]
    [DataRow("w2 = const float[5,4,1,1] seed 3 b2 = const float[5] seed 4 y = Conv(c1, w2, b2) output y", DisplayName = "nothing between")]
    [DataRow("r = LeakyRelu(c1) <alpha=0.1> w2 = const float[5,4,3,3] seed 3 y = Conv(r, w2) output y", DisplayName = "LeakyRelu")]
    [DataRow("s = const float[4,1,1] {0.1, 0.2, 0.3, 0.4} r = PRelu(c1, s) w2 = const float[5,4,3,3] seed 3 y = Conv(r, w2) output y", DisplayName = "PRelu")]
    [DataRow("r = Relu(c1) p = MaxPool(r) <kernel_shape=[2,2], strides=[2,2]> w2 = const float[5,4,3,3] seed 3 y = Conv(p, w2) <pads=[1,1,1,1]> output y", DisplayName = "MaxPool")]
    [DataRow("r = Relu(c1) p = AveragePool(r) <kernel_shape=[2,2]> w2 = const float[5,4,3,3] seed 3 y = Conv(p, w2) output y", DisplayName = "AveragePool")]
    [DataRow("r = Relu(c1) p = GlobalAveragePool(r) g = Flatten(p) w2 = const float[4,5] seed 3 b2 = const float[5] seed 4 y = Gemm(g, w2, b2) output y", DisplayName = "pooled Gemm")]
    [DataRow("r = Relu(c1) g = Flatten(r) w2 = const float[5,144] seed 3 y = Gemm(g, w2) <transB=1> output y", DisplayName = "Flatten with many features a channel")]
    [DataRow("r = Relu(c1) n = const int64[2] {1, 144} g = Reshape(r, n) w2 = const float[144,5] seed 3 y = MatMul(g, w2) output y", DisplayName = "Reshape")]
    [DataRow("r = Relu(c1) w2 = const float[4,1,3,3] seed 3 d = Conv(r, w2) <group=4> e = Relu(d) w3 = const float[5,4,1,1] seed 4 y = Conv(e, w3) output y", DisplayName = "depthwise triple")]
    [DataRow("r = Relu(c1) w2 = const float[6,2,3,3] seed 3 y = Conv(r, w2) <group=2> output y", DisplayName = "grouped")]
    [DataRow("r = Relu(c1) w2 = const float[5,4,3,3] seed 3 y = Conv(r, w2) w3 = const float[2,4,1,1] seed 4 z = Conv(r, w3) output y output z", DisplayName = "two readers")]
    [DataRow("c2 = Conv(x, w1b) s = Add(c1, c2) r = Relu(s) w3 = const float[5,4,1,1] seed 4 y = Conv(r, w3) output y", DisplayName = "residual addition of two layers")]
    [DataRow("w2 = const float[4,4,1,1] seed 3 c2 = Conv(c1, w2) s = Add(c1, c2) w3 = const float[5,4,1,1] seed 4 y = Conv(s, w3) output y", DisplayName = "residual addition around a layer")]
    [DataRow("d = const float[4,1,1] {0.5, 0.1, -0.2, 0.3} s = Add(c1, d) r = Relu(s) w2 = const float[5,4,3,3] seed 3 y = Conv(r, w2) output y", DisplayName = "added constant")]
    public void Keeps_what_the_model_computes(string rest)
    {
        var (model, plan) = Equalized.Of(First + rest);

        Assert.IsNotEmpty(plan.Groups);
        Assert.IsTrue(plan.Groups.All(group => group.Factors.Max() > 1.2 * group.Factors.Min() && group.Remaining < 1));
        SameOutputs.Check(GraphText.Parse(First + rest), model, Tolerance);
    }

    [TestMethod]
    public void Depthwise_readers_let_every_channel_use_the_whole_grid()
    {
        var (_, plan) = Equalized.Of(First + "w2 = const float[4,1,3,3] seed 3 y = Conv(c1, w2) <group=4> output y");
        var factors = plan.Groups.Single().Factors;

        Assert.IsTrue(factors[1] > 2 * factors[0] && factors[2] > 2 * factors[1] && factors[3] > 2 * factors[2], string.Join(", ", factors));
    }

    [TestMethod]
    public void Keeps_channels_that_are_always_zero()
    {
        var (model, plan) = Equalized.Of("input x: float[1,1,8,8] w1 = const float[3,1,1,1] {1, 0, 0.1} c1 = Conv(x, w1) r = Relu(c1) w2 = const float[3,1,3,3] seed 3 y = Conv(r, w2) <group=3> output y");

        Assert.AreEqual(1, plan.Groups.Single().Factors[1]);
        Assert.IsTrue(model.Graph.Initializers.All(value => value.Initializer is { } data && data.AsSpan<float>().ToArray().All(float.IsFinite)));
    }

    [TestMethod]
    public void Keeps_a_group_whose_channels_are_even_and_says_why()
    {
        var (_, plan) = Equalized.Of("input x: float[1,1,8,8] w1 = const float[2,1,1,1] {1, 1} c1 = Conv(x, w1) w2 = const float[2,2,1,1] {1, 1, 1, 1} y = Conv(c1, w2) output y");

        Assert.IsEmpty(plan.Groups);
        Assert.Contains("would not lower", string.Join("; ", plan.Skipped.Select(skipped => skipped.Why)));
    }

    [TestMethod]
    public void Two_plans_are_equal()
    {
        var text = First + "r = Relu(c1) w2 = const float[5,4,3,3] seed 3 y = Conv(r, w2) output y";
        var (first, second) = (Equalized.Of(text), Equalized.Of(text));

        CollectionAssert.AreEqual(first.Plan.Groups.Single().Factors, second.Plan.Groups.Single().Factors);
        Assert.AreEqual(GraphText.Print(first.Model), GraphText.Print(second.Model));
    }
}
