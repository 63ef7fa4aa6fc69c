using ModelCompression.Layerwise;
using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class BlockQuantizerTests
{
    private static readonly WeightRows Rows = WeightRows.Matrix(new Shape(8, 70), transposed: true);

    [TestMethod]
    [DataRow(4, true, 0.08)]
    [DataRow(4, false, 0.075)]
    [DataRow(8, true, 0.005)]
    [DataRow(8, false, 0.0045)]
    public void The_error_of_uniform_weights_is_that_of_the_grid(int bits, bool symmetric, double limit)
    {
        var weights = Uniform(1);
        var quantized = new BlockQuantizer(new BlockGrid(bits, 32, symmetric)).Quantize(weights, Rows);

        Assert.IsLessThan(limit, RelativeError(weights, quantized));
    }

    [TestMethod]
    public void Scales_of_a_row_are_whole_multiples_of_its_unit_and_codes_are_rounded_with_them()
    {
        var weights = Uniform(2);
        var quantized = new BlockQuantizer(new BlockGrid(4, 32, true)).Quantize(weights, Rows);

        Assert.AreEqual(3, quantized.Blocks);
        for (var i = 0; i < weights.Length; i++)
        {
            var (row, column) = (i / 70, i % 70);
            var scale = quantized.ScaleCodes[(row * 3) + (column / 32)] * quantized.ScaleUnits[row];
            Assert.AreEqual(scale, quantized.Scale(row, column / 32));
            Assert.AreEqual(quantized.Grid.Round(weights[i], scale, 8), quantized.Codes[i]);
        }
    }

    [TestMethod]
    public void Rows_and_blocks_without_magnitude_become_zeros()
    {
        var weights = Uniform(3);
        weights.AsSpan(0, 70).Clear();
        weights.AsSpan(70, 32).Clear();
        weights.AsSpan(140, 70).Fill(1e-42f);
        foreach (var symmetric in new[] { true, false })
        {
            var quantized = new BlockQuantizer(new BlockGrid(4, 32, symmetric)).Quantize(weights, Rows);

            Assert.IsTrue(Enumerable.Range(0, 102).Concat(Enumerable.Range(140, 70)).All(i => quantized.Value(i / 70, i % 70) == 0));
            Assert.IsTrue(Enumerable.Range(102, 38).Any(i => quantized.Value(i / 70, i % 70) != 0));
        }
    }

    [TestMethod]
    public void Weights_below_1e_6_keep_their_relative_precision()
    {
        var weights = Array.ConvertAll(Uniform(4), weight => weight * 1e-9f);
        var quantized = new BlockQuantizer(new BlockGrid(8, 32, true)).Quantize(weights, Rows);

        Assert.IsLessThan(0.005, RelativeError(weights, quantized));
    }

    private static double RelativeError(float[] weights, BlockWeights quantized)
    {
        double error = 0, energy = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            error += Math.Pow(weights[i] - quantized.Value(i / 70, i % 70), 2);
            energy += Math.Pow(weights[i], 2);
        }

        return Math.Sqrt(error / energy);
    }

    private static float[] Uniform(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 8 * 70).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
