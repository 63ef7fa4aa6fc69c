using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class RowQuantizerTests
{
    [TestMethod]
    [DataRow(4, 1f, ElementType.Float, DisplayName = "few rows")]
    [DataRow(128, 1f, ElementType.Float16, DisplayName = "many rows")]
    [DataRow(128, 1e-4f, ElementType.Float, DisplayName = "scales below half precision")]
    [DataRow(128, 1e8f, ElementType.Float, DisplayName = "scales above half precision")]
    public void Every_value_is_within_half_a_step_of_the_stored_scale(int rows, float magnitude, ElementType element)
    {
        var random = new Random(1);
        var table = new float[rows * 16];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = magnitude * ((random.NextSingle() * 2) - 1);
        }

        var (values, scales) = RowQuantizer.Quantize(table, rows);

        Assert.AreEqual(element, scales.Element);
        var steps = scales.ToFloats();
        for (var i = 0; i < table.Length; i++)
        {
            // A scale that half precision rounds down cuts the largest value by at most 127 * 2^-11 of a step.
            Assert.AreEqual(table[i], values[i] * (double)steps[i / 16], steps[i / 16] * (0.5 + (127.0 / 2048)));
        }
    }

    [TestMethod]
    public void A_row_without_magnitude_gets_a_normal_scale()
    {
        var (values, scales) = RowQuantizer.Quantize([0, 0, 1e-42f, 0], 2);

        Assert.IsTrue(Array.TrueForAll(values, value => value == 0));
        Assert.IsTrue(Array.TrueForAll(scales.ToFloats(), float.IsNormal));
    }
}
