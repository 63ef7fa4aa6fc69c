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
    [DataRow("w = const float[256,64] seed 1 y = Gemm(x, w) <alpha=0.25>")]
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
    [DataRow("w = const float[2048,64] seed 1 y = MatMul(x, w)", 4, Symmetry.Symmetric, 17, 25)]
    [DataRow("w = const float[2041,64] seed 1 y = MatMul(x, w)", 4, Symmetry.Asymmetric, 18, 25, DisplayName = "last block shorter")]
    [DataRow("w = const float[2041,64] seed 1 b = const float[64] seed 2 y = Gemm(x, w, b)", 4, Symmetry.Symmetric, 17, 25, DisplayName = "product with a bias behind it, last block shorter")]
    [DataRow("w = const float[64,2048] seed 1 y = Gemm(x, w) <transB=1, alpha=0.25>", 8, Symmetry.Symmetric, 40, 50, DisplayName = "transposed, with a factor")]
    [DataRow("w = const float[2041,64] seed 1 y = MatMul(x, w)", 8, Symmetry.Asymmetric, 40, 50, DisplayName = "8 bits, last block shorter")]
    public void Weights_in_blocks_are_unpacked(string layer, int bits, Symmetry symmetry, int low, int high)
    {
        var columns = layer.Contains("2041", StringComparison.Ordinal) ? 2041 : 2048;
        var (node, written) = Written(new WeightOnlyQuantizer(), $"input x: float[32,{columns}] {layer} output y", settings: new NodeSettings { Scheme = "WeightOnly", WeightBits = bits, WeightSymmetry = symmetry });

        Assert.Contains("MatMulNBits", Quantized.Operators(written));
        Assert.IsTrue(WeightNoise.Decibels(node, written) is { } found && found > low && found < high, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void Blocks_made_by_hand_have_the_noise_of_the_one_weight_that_is_off()
    {
        // one row of 17 columns, blocks of 16: 3 * 0.5 sixteen times (code 11 less 8, half a unit), then 2 * 0.25 in a block of one column
        var codes = string.Join(", ", [.. Enumerable.Repeat(0xBB, 8), 0x8A, .. Enumerable.Repeat(0x88, 7)]);
        var stored = GraphText.Parse("input x: float[1,17] c = const int8[1,2] {2, 1} unit = const float[1,1] fill 0.25 t = Cast(c) <to=1> s = Mul(t, unit) "
            + $"q = const uint8[1,2,8] {{{codes}}} y = com.microsoft.MatMulNBits(x, q, s) <K=17, N=1, bits=4, block_size=16> output y");
        stored.Graph.Nodes.Last().Name = "layer";
        var weights = string.Join(", ", [.. Enumerable.Repeat("1.5", 16), "0.75"]);
        var original = GraphText.Parse($"input x: float[1,17] w = const float[17,1] {{{weights}}} y = MatMul(x, w) output y").Graph.Nodes.Single();
        original.Name = "layer";

        // 10 log10((16 * 1.5^2 + 0.75^2) / 0.25^2)
        Assert.AreEqual(10 * Math.Log10(36.5625 / 0.0625), WeightNoise.Decibels(original, stored) ?? 0, 1e-9);
    }

    [TestMethod]
    [DataRow("t = const float[200,32] seed 1", DisplayName = "half-precision scales")]
    [DataRow("t = const float[100,64] seed 1", DisplayName = "float scales")]
    [DataRow("t = const float[64,8,16] seed 1", DisplayName = "rows that are matrices")]
    [DataRow("t = const float16[100,80] seed 1", DisplayName = "half-precision table")]
    public void Tables_are_found_behind_their_look_up(string table)
    {
        var (node, written) = Written(new EmbeddingQuantizer(), $"input i: int64[3] {table} y = Gather(t, i) output y");

        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 42 and < 49, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void Tables_in_half_precision_have_little_noise()
    {
        var (node, written) = Written(new Float16Quantizer(), "input i: int64[3] t = const float[200,32] seed 1 y = Gather(t, i) output y");

        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 70 and < 80, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void Both_matrices_of_a_recurrence_count()
    {
        const string Text = "input x: float[5,3,16] w = const float[2,96,16] seed 1 r = const float[2,96,24] seed 2 y, h, c = LSTM(x, w, r) <hidden_size=24, direction=\"bidirectional\"> output y";
        var (node, written) = Written(new DynamicQuantizer(), Text, settings: new NodeSettings { Scheme = "Dynamic" });
        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 36 and < 49, $"{WeightNoise.Decibels(node, written)}");

        foreach (var other in new[] { Text.Replace("seed 1", "seed 3", StringComparison.Ordinal), Text.Replace("seed 2", "seed 3", StringComparison.Ordinal) })
        {
            var changed = GraphText.Parse(other).Graph.Nodes.Single();
            changed.Name = node.Name;
            Assert.IsLessThan(6, WeightNoise.Decibels(changed, written) ?? 99);
        }
    }

    [TestMethod]
    public void Weights_of_an_attention_are_found()
    {
        var (node, written) = Written(
            new DynamicQuantizer(), "input x: float[2,5,32] w = const float[32,96] seed 1 b = const float[96] seed 2 y = com.microsoft.Attention(x, w, b) <num_heads=4> output y", settings: new NodeSettings { Scheme = "Dynamic" });

        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 36 and < 49, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void Products_in_a_subgraph_are_found()
    {
        const string Text = "input c: bool[] input x: float[32,256] w = const float[256,64] seed 1 y = If(c) <then_branch=graph { a = MatMul(x, w) output a }, else_branch=graph { b = Identity(w) output b }> output y";
        var original = GraphText.Parse(Text);
        NodeNames.Assign(original);
        var written = Quantized.Apply(new DynamicQuantizer(), GraphText.Parse(Text));

        var node = NodeNames.All(original).Single(node => node.OpType == "MatMul");
        Assert.IsTrue(WeightNoise.Decibels(node, written) is > 36 and < 46, $"{WeightNoise.Decibels(node, written)}");
    }

    [TestMethod]
    public void Nothing_is_said_where_the_weights_are_not_found()
    {
        var (node, written) = Written(new WeightOnlyQuantizer(), "input x: float[32,2048] w = const float[2048,64] seed 1 y = MatMul(x, w) output y");
        node.Name = "nowhere";

        Assert.IsNull(WeightNoise.Decibels(node, written));
    }

    private static (Node Node, Model Written) Written(IQuantizer quantizer, string text, RangeSource? ranges = null, NodeSettings? settings = null)
    {
        var original = GraphText.Parse(text);
        NodeNames.Assign(original);
        return (original.Graph.Nodes.Single(), Quantized.Apply(quantizer, GraphText.Parse(text), ranges, settings));
    }
}
