using ModelCompression.Analysis;
using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class SchemeCostTests
{
    [TestMethod]
    [DataRow("1,64", "64,64", false)]
    [DataRow("8,64", "64,64", false)]
    [DataRow("32,64", "64,64", true)]
    [DataRow("1,128", "128,128", false)]
    [DataRow("1,256", "256,256", true)]
    [DataRow("N,64", "64,64", false, DisplayName = "an unknown batch is one")]
    [DataRow("N,256", "256,256", true, DisplayName = "an unknown batch is one, large weights")]
    [DataRow("N,S,64", "64,64", true, DisplayName = "an unknown sequence is 32 steps")]
    public void Dynamic_products_need_enough_multiplications(string input, string weight, bool quantized) => Check(new DynamicQuantizer(), input, weight, quantized);

    [TestMethod]
    [DataRow("1,1,64", 64, false)]
    [DataRow("1,4,64", 64, false)]
    [DataRow("1,16,64", 64, true)]
    [DataRow("1,1,256", 256, true)]
    [DataRow("N,S,64", 64, true)]
    public void Attention_needs_as_many_multiplications_in_its_projections(string input, int hidden, bool quantized) => Check(
        new DynamicQuantizer(),
        FormattableString.Invariant($"input x: float[{input}] w = const float[{hidden},{3 * hidden}] seed 1 b = const float[{3 * hidden}] seed 2 y = com.microsoft.Attention(x, w, b) <num_heads=4> output y"),
        quantized);

    [TestMethod]
    [DataRow("1,128", "128,128", false)]
    [DataRow("1,256", "256,256", true)]
    [DataRow("8,256", "256,256", false)]
    [DataRow("128,256", "256,256", false)]
    [DataRow("8,512", "512,512", true)]
    [DataRow("N,S,384", "384,384", true)]
    public void Blocks_need_large_matrices_unless_there_is_one_row(string input, string weight, bool quantized) => Check(new WeightOnlyQuantizer(), input, weight, quantized);

    [TestMethod]
    [DataRow(32, false)]
    [DataRow(64, true)]
    public void Small_recurrences_stay_in_floating_point(int hidden, bool quantized)
    {
        var text = FormattableString.Invariant(
            $"input x: float[5,1,{hidden}] w = const float[1,{4 * hidden},{hidden}] seed 1 r = const float[1,{4 * hidden},{hidden}] seed 2 y = LSTM(x, w, r) <hidden_size={hidden}> output y");
        Check(new DynamicQuantizer(), text, quantized);
    }

    [TestMethod]
    [DataRow("16,4,3", 4, false)]
    [DataRow("16,16,3", 1, true)]
    [DataRow("16,1,3", 16, true, DisplayName = "depthwise")]
    [DataRow("32,16,3", 2, true, DisplayName = "wide groups")]
    public void Convolutions_with_narrow_groups_are_not_quantized_statically(string weight, int groups, bool quantized)
    {
        var channels = groups * int.Parse(weight.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture);
        var text = FormattableString.Invariant($"input x: float[1,{channels},16] w = const float[{weight}] seed 1 y = Conv(x, w) <group={groups}> output y");
        var (_, plan) = Quantized.By(new StaticQuantizer(), text, values => values.ToDictionary(value => value, _ => new ActivationRange(-1, 1)));

        Assert.HasCount(quantized ? 1 : 0, plan.Items);
        Assert.IsTrue(quantized || plan.Skipped.Single().Why.StartsWith("it has groups of 4 channels", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_node_that_a_rule_assigns_to_a_scheme_is_quantized_at_any_size()
    {
        const string Text = "input x: float[1,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y";

        Assert.HasCount(1, Quantized.By(new DynamicQuantizer(), Text, settings: new NodeSettings { Scheme = "Dynamic" }).Plan.Items);
        Assert.HasCount(1, Quantized.By(new WeightOnlyQuantizer(), Text, settings: new NodeSettings { Scheme = "WeightOnly" }).Plan.Items);
    }

    private static void Check(IQuantizer quantizer, string input, string weight, bool quantized) =>
        Check(quantizer, $"input x: float[{input}] w = const float[{weight}] seed 1 y = MatMul(x, w) output y", quantized);

    private static void Check(IQuantizer quantizer, string text, bool quantized)
    {
        var (_, plan) = Quantized.By(quantizer, text);

        Assert.HasCount(quantized ? 1 : 0, plan.Items);
        Assert.IsTrue(quantized || plan.Skipped.Single().Why.StartsWith("it is small (", StringComparison.Ordinal));
    }
}
