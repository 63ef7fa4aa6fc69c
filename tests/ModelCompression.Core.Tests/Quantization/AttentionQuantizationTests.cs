using ModelCompression.Quantization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class AttentionQuantizationTests
{
    /// <summary>Smaller than what pays, so that the tests are quick.</summary>
    private static readonly NodeSettings Assigned = new() { Scheme = "Dynamic" };

    [TestMethod]
    [DataRow("y = com.microsoft.Attention(x, w, b) <num_heads=4>", DisplayName = "plain")]
    [DataRow("y = com.microsoft.Attention(x, w, b) <num_heads=4, unidirectional=1>", DisplayName = "unidirectional")]
    [DataRow("y = com.microsoft.Attention(x, w, b, m) <num_heads=4, mask_filter_value=-1000.0>", DisplayName = "mask")]
    [DataRow("y = com.microsoft.Attention(x, w, b, l) <num_heads=4, scale=0.3>", DisplayName = "lengths, scale")]
    [DataRow("y, p = com.microsoft.Attention(x, w, b, _, q) <num_heads=4>", DisplayName = "past and present")]
    public void Computes_in_integers_close_to_the_original(string attention)
    {
        var text = Text(attention) + (attention.StartsWith("y, p", StringComparison.Ordinal) ? " output p" : "");
        var (model, plan) = Quantized.By(new DynamicQuantizer(), text, settings: Assigned);

        CollectionAssert.AreEqual(new[] { "DynamicQuantizeLinear", "QAttention" }, Quantized.Operators(model).ToArray());
        Assert.IsEmpty(plan.Skipped);
        SameOutputs.Check(GraphText.Parse(text), model, tolerance: 0.03, optimize: true);
    }

    [TestMethod]
    [DataRow(Granularity.PerTensor, 1)]
    [DataRow(Granularity.PerChannel, 96)]
    public void Scales_belong_to_the_columns(Granularity granularity, int scales)
    {
        var text = Text("y = com.microsoft.Attention(x, w, b) <num_heads=4>");
        var (model, _) = Quantized.By(new DynamicQuantizer(), text, settings: Assigned with { Granularity = granularity });

        Assert.AreEqual(scales, model.Graph.Nodes.Last().Input(4)?.Constant?.Count);
        SameOutputs.Check(GraphText.Parse(text), model, tolerance: granularity == Granularity.PerTensor ? 0.06 : 0.03, optimize: true);
    }

    [TestMethod]
    public void No_pair_of_summands_can_saturate()
    {
        foreach (var pairSafe in new[] { true, false })
        {
            var (model, _) = Quantized.By(new DynamicQuantizer(), Text("y = com.microsoft.Attention(x, w, b) <num_heads=4>"), pairSafe: pairSafe, settings: Assigned);
            var matrix = model.Graph.Nodes.Last().Input(1)?.Constant ?? throw new AssertFailedException("The weights are not stored.");
            var largest = Enumerable.Range(0, 96).Max(column => WeightQuantizer.LargestPairSum([.. Enumerable.Range(0, 32).Select(row => matrix.AsSpan<sbyte>()[(row * 96) + column])]));

            Assert.AreEqual(pairSafe, largest <= 128);
        }
    }

    [TestMethod]
    [DataRow("y = com.microsoft.Attention(x, w, b, _, _, r) <num_heads=4>", "bias of the attention")]
    [DataRow("y = com.microsoft.Attention(x, w, b) <num_heads=4, qkv_hidden_sizes=[32, 32, 32]>", "'qkv_hidden_sizes'")]
    [DataRow("y = com.microsoft.Attention(x, w) <num_heads=4>", "no bias")]
    [DataRow("y = com.microsoft.Attention(x, v, b) <num_heads=4>", "override")]
    [DataRow("y = com.microsoft.Attention(x, n, b) <num_heads=4>", "not finite")]
    public void Keeps_what_it_cannot_do_and_says_why(string attention, string why)
    {
        var text = Text(attention);
        var (model, plan) = Quantized.By(new DynamicQuantizer(), text, settings: Assigned);

        Assert.IsEmpty(plan.Items);
        Assert.Contains(why, plan.Skipped.Single().Why);
        Assert.IsNull(GraphText.Difference(text, model));
    }

    [TestMethod]
    public void Keeps_small_products_which_would_get_slower() =>
        Assert.Contains("small", Quantized.By(new DynamicQuantizer(), Text("y = com.microsoft.Attention(x, w, b) <num_heads=4>")).Plan.Skipped.Single().Why);

    private static string Text(string attention) =>
        $$"""
        input x: float[2,6,32]
        input v: float[32,96]
        w = const float[32,96] seed 1 range -0.3 0.3
        n = const float[32,96] fill nan
        b = const float[96] seed 2
        m = const int32[2,6] {1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0}
        l = const int32[2] {5, 3}
        q = const float[2,2,4,3,8] seed 3
        r = const float[2,4,6,6] seed 4
        {{attention}}
        output y
        """;
}
