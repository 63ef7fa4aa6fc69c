using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Core.Tests.Quantization;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class WeightNoiseTests
{
    private static readonly RangeSource Wide = values => values.ToDictionary(value => value, _ => new ActivationRange(-20, 20));

    [TestMethod]
    [DataRow("w = const float[16,4,3,3] seed 1 y = Conv(x, w)", "4,12,12")]
    [DataRow("w = const float[64,256] seed 1 y = Gemm(x, w) <transB=1>", "256")]
    [DataRow("w = const float[256,64] seed 1 y = Gemm(x, w)", "256")]
    public void Static_weights_have_the_noise_of_their_rounding(string layer, string dims)
    {
        var (node, written) = Written(new StaticQuantizer(), $"input x: float[32,{dims}] {layer} output y", Wide);

        // uniform weights: 48 dB with 127 steps; steps that no CPU saturates on take up to 6
        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 42 and < 49, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    [DataRow("w = const float[256,64] seed 1 y = MatMul(x, w)")]
    [DataRow("w = const float[256,64] seed 1 y = Gemm(x, w)")]
    [DataRow("w = const float[64,256] seed 1 y = Gemm(x, w) <transB=1>")]
    public void Dynamic_weights_are_found_behind_their_product(string layer)
    {
        var (node, written) = Written(new DynamicQuantizer(), $"input x: float[32,256] {layer} output y");

        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 36 and < 46, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void Weights_in_half_precision_have_little_noise()
    {
        var (node, written) = Written(new Float16Quantizer(), "input x: float[32,256] w = const float[256,64] seed 1 y = MatMul(x, w) output y");

        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 70 and < 80, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void A_row_that_was_mixed_up_shows()
    {
        var (node, written) = Written(new StaticQuantizer(), "input x: float[32,4,12,12] w = const float[16,4,3,3] seed 1 y = Conv(x, w) output y", Wide);
        var other = GraphText.Parse("input x: float[32,4,12,12] w = const float[16,4,3,3] seed 2 y = Conv(x, w) output y").Graph.Nodes.Single();
        other.Name = node.Name;

        Assert.IsLessThan(3, WeightNoise.Decibels(other, written) ?? 99);
    }

    [TestMethod]
    public void Nothing_is_said_where_the_weights_are_not_read_back()
    {
        var (node, written) = Written(new WeightOnlyQuantizer(), "input x: float[32,2048] w = const float[2048,64] seed 1 y = MatMul(x, w) output y");
        Assert.Contains("MatMulNBits", Quantized.Operators(written));
        Assert.IsNull(WeightNoise.Decibels(node, written));

        node.Name = "nowhere";
        Assert.IsNull(WeightNoise.Decibels(node, written));
    }

    private static (Node Node, Model Written) Written(IQuantizer quantizer, string text, RangeSource? ranges = null)
    {
        var original = GraphText.Parse(text);
        NodeNames.Assign(original);
        return (original.Graph.Nodes.Single(), Quantized.Apply(quantizer, GraphText.Parse(text), ranges));
    }
}
