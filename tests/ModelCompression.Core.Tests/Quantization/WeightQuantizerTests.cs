using ModelCompression.Layerwise;
using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class WeightQuantizerTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void No_pair_of_neighbours_leaves_16_bits_when_pair_safe(bool perChannel)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (weights, shape) = Random(seed);
            var rows = WeightRows.Matrix(shape, transposed: true);
            var result = new WeightQuantizer(perChannel, pairSafe: true).Quantize(weights, rows);
            for (var row = 0; row < rows.Rows; row++)
            {
                Assert.IsLessThanOrEqualTo(128, WeightQuantizer.LargestPairSum(result.Values.AsSpan(row * rows.Columns, rows.Columns)), $"seed {seed}, row {row}");
            }
        }
    }

    [TestMethod]
    public void What_pair_safety_costs_is_the_loss_of_signal_to_noise_of_the_weights()
    {
        var (weights, shape) = Random(3);
        var rows = WeightRows.Matrix(shape, transposed: true);
        var free = new WeightQuantizer(perChannel: true, pairSafe: false).Quantize(weights, rows);
        var safe = new WeightQuantizer(perChannel: true, pairSafe: true).Quantize(weights, rows);

        Assert.IsNull(free.PairSafetyDecibels);
        Assert.AreEqual(10 * Math.Log10(Noise(safe) / Noise(free)), safe.PairSafetyDecibels ?? 0, 1e-9);
        Assert.IsGreaterThan(0, safe.GrownChannels);
        Assert.Contains(FormattableString.Invariant($"costs {safe.PairSafetyDecibels:0.0} dB"), safe.Note ?? "");

        double Noise(QuantizedWeights quantized) =>
            weights.Select((weight, i) => Math.Pow(weight - ((double)quantized.Scales[i / (int)shape[1]] * quantized.Values[i]), 2)).Sum();
    }

    [TestMethod]
    public void A_wider_limit_keeps_a_finer_scale()
    {
        var rows = WeightRows.Matrix(new Shape(1, 2), transposed: true);
        var narrow = new WeightQuantizer(perChannel: true, pairSafe: true).Quantize([1f, 1f], rows);
        var wide = new WeightQuantizer(perChannel: true, pairSafe: true) { SafePairSum = 200 }.Quantize([1f, 1f], rows);

        Assert.AreEqual(64, narrow.Values[0]);
        Assert.AreEqual(100, wide.Values[0]);
    }

    [TestMethod]
    [DataRow(true, true)]
    [DataRow(true, false)]
    [DataRow(false, true)]
    [DataRow(false, false)]
    public void Every_weight_comes_back_within_half_a_step(bool perChannel, bool pairSafe)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var (weights, shape) = Random(seed);
            var result = new WeightQuantizer(perChannel, pairSafe).Quantize(weights, WeightRows.Matrix(shape, transposed: true));
            for (var i = 0; i < weights.Length; i++)
            {
                var scale = result.Scales[i / (int)shape[1]];
                Assert.AreEqual(weights[i], result.Values[i] * scale, scale * 0.50001f, $"seed {seed}, element {i}");
                Assert.IsTrue(result.Values[i] >= -127);
            }
        }
    }

    [TestMethod]
    public void Without_pair_safety_the_largest_weight_becomes_127()
    {
        var result = new WeightQuantizer(perChannel: true, pairSafe: false).Quantize([1f, -0.5f, 0f, -8f], WeightRows.Matrix(new Shape(2, 2), transposed: true));

        CollectionAssert.AreEqual(new sbyte[] { 127, -64, 0, -127 }, result.Values);
        CollectionAssert.AreEqual(new[] { 1f / 127, 8f / 127 }, result.Scales);
        Assert.AreEqual(0, result.GrownChannels);
    }

    [TestMethod]
    [DataRow(8, 127)]
    [DataRow(7, 63)]
    [DataRow(6, 31)]
    [DataRow(5, 15)]
    [DataRow(4, 7)]
    public void Fewer_bits_are_a_coarser_grid(int bits, int largest)
    {
        var result = new WeightQuantizer(perChannel: true, pairSafe: false, bits).Quantize([1f, -1f, 0.25f, 0f], WeightRows.Matrix(new Shape(1, 4), transposed: true));

        CollectionAssert.AreEqual(new sbyte[] { (sbyte)largest, (sbyte)-largest, (sbyte)Math.Round(largest / 4.0), 0 }, result.Values);
        Assert.AreEqual(1f / largest, result.Scales[0]);
    }

    [TestMethod]
    public void Only_rows_that_could_saturate_are_grown()
    {
        var result = new WeightQuantizer(perChannel: true, pairSafe: true).Quantize([1f, -1f, 1f, 1f], WeightRows.Matrix(new Shape(2, 2), transposed: true));

        CollectionAssert.AreEqual(new sbyte[] { 127, -127, 64, 64 }, result.Values);
        Assert.AreEqual(1, result.GrownChannels);
    }

    [TestMethod]
    public void A_clip_sets_the_scale_of_its_row_and_larger_weights_end_at_the_border()
    {
        var quantizer = new WeightQuantizer(perChannel: true, pairSafe: false, bits: 4) { Clip = magnitudes => magnitudes[0] };
        var result = quantizer.Quantize([7f, -70f, -14f, 7f], WeightRows.Matrix(new Shape(2, 2), transposed: true));

        CollectionAssert.AreEqual(new sbyte[] { 7, -7, -7, 4 }, result.Values);
        CollectionAssert.AreEqual(new[] { 1f, 2f }, result.Scales);
    }

    [TestMethod]
    public void One_scale_for_the_tensor_is_clipped_over_all_its_weights()
    {
        var seen = 0;
        var quantizer = new WeightQuantizer(perChannel: false, pairSafe: false) { Clip = magnitudes => { seen = magnitudes.Length; return 127; } };
        var result = quantizer.Quantize([127f, -500f, 1f, 2f], WeightRows.Matrix(new Shape(2, 2), transposed: true));

        Assert.AreEqual(4, seen);
        CollectionAssert.AreEqual(new sbyte[] { 127, -127, 1, 2 }, result.Values);
    }

    [TestMethod]
    public void A_clip_beyond_the_largest_weight_changes_nothing() => CollectionAssert.AreEqual(
        new sbyte[] { 127, -64 },
        (new WeightQuantizer(perChannel: true, pairSafe: false) { Clip = _ => 100 }).Quantize([1f, -0.5f], WeightRows.Matrix(new Shape(1, 2), transposed: true)).Values);

    [TestMethod]
    public void Depthwise_rows_are_never_grown()
    {
        var result = new WeightQuantizer(perChannel: true, pairSafe: true).Quantize([1f, 1f, 1f, 1f], WeightRows.Conv(new Shape(2, 1, 1, 2), group: 2));

        CollectionAssert.AreEqual(new sbyte[] { 127, 127, 127, 127 }, result.Values);
    }

    [TestMethod]
    [DataRow(4, 2L, DisplayName = "two output channels a group")]
    [DataRow(1, 1L, DisplayName = "one channel, one group")]
    public void Rows_of_single_channels_are_grown_unless_depthwise(int outputs, long group)
    {
        var weights = Enumerable.Repeat(1f, outputs * 2).ToArray();
        var result = new WeightQuantizer(perChannel: true, pairSafe: true).Quantize(weights, WeightRows.Conv(new Shape(outputs, 1, 1, 2), group));

        CollectionAssert.AreEqual(Enumerable.Repeat((sbyte)64, outputs * 2).ToArray(), result.Values);
        Assert.AreEqual(outputs, result.GrownChannels);
    }

    [TestMethod]
    public void Neighbours_of_a_convolution_are_channels_of_one_position()
    {
        var rows = WeightRows.Conv(new Shape(1, 2, 1, 3), group: 1);

        CollectionAssert.AreEqual(new[] { 0, 3, 1, 4, 2, 5 }, Enumerable.Range(0, rows.Columns).Select(column => rows.Index(0, column)).ToArray());
    }

    [TestMethod]
    public void A_row_of_zeros_stays_zero_with_a_usable_scale()
    {
        var result = new WeightQuantizer(perChannel: true, pairSafe: true).Quantize([0f, 0f], WeightRows.Matrix(new Shape(1, 2), transposed: true));

        CollectionAssert.AreEqual(new sbyte[] { 0, 0 }, result.Values);
        Assert.IsTrue(float.IsNormal(result.Scales[0]) && result.Scales[0] > 0);
    }

    [TestMethod]
    public void A_lower_bound_of_the_scale_is_respected()
    {
        var result = new WeightQuantizer(perChannel: true, pairSafe: false).Quantize([1f, 1f], WeightRows.Matrix(new Shape(1, 2), transposed: true), [0.5f]);

        CollectionAssert.AreEqual(new sbyte[] { 2, 2 }, result.Values);
        CollectionAssert.AreEqual(new[] { 0.5f }, result.Scales);
    }

    [TestMethod]
    [DataRow(new sbyte[] { 64, 64 }, 128)]
    [DataRow(new sbyte[] { 100, -100 }, 100)]
    [DataRow(new sbyte[] { 0, 127, 127, 0 }, 127)]
    [DataRow(new sbyte[] { -100, -29, 1 }, 129)]
    [DataRow(new sbyte[] { }, 0)]
    public void Pairs_are_the_columns_2i_and_2i_plus_1(sbyte[] line, int expected) => Assert.AreEqual(expected, WeightQuantizer.LargestPairSum(line));

    private static (float[] Weights, Shape Shape) Random(int seed)
    {
        var random = new Random(seed);
        var shape = new Shape(random.Next(1, 6), random.Next(1, 40));
        var spread = MathF.Pow(10, random.Next(-4, 3));
        return ([.. Enumerable.Range(0, (int)shape.Count).Select(_ => (random.NextSingle() - 0.3f) * spread)], shape);
    }
}
