using ModelCompression.Layerwise;
using ModelCompression.Quantization;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Layerwise;

[TestClass]
public sealed class WeightRowsTests
{
    [TestMethod]
    public void Convolution_columns_run_over_the_channels_first()
    {
        var rows = WeightRows.Conv(new Shape(2, 3, 2, 2), group: 1);

        Assert.AreEqual((2, 12), (rows.Rows, rows.Columns));
        CollectionAssert.AreEqual(new[] { 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11 }, Enumerable.Range(0, 12).Select(column => rows.Index(0, column)).ToArray());
        Assert.AreEqual(12 + 4, rows.Index(1, 1));
    }

    [TestMethod]
    public void Matrix_columns_are_the_summands()
    {
        var plain = WeightRows.Matrix(new Shape(3, 2), transposed: false);
        var transposed = WeightRows.Matrix(new Shape(2, 3), transposed: true);

        Assert.AreEqual((2, 3), (plain.Rows, plain.Columns));
        Assert.AreEqual((2, 3), (transposed.Rows, transposed.Columns));
        CollectionAssert.AreEqual(new[] { 1, 3, 5 }, Enumerable.Range(0, 3).Select(column => plain.Index(1, column)).ToArray());
        CollectionAssert.AreEqual(new[] { 3, 4, 5 }, Enumerable.Range(0, 3).Select(column => transposed.Index(1, column)).ToArray());
    }

    [TestMethod]
    [DataRow(1L, 4L, true)]
    [DataRow(2L, 2L, true)]
    [DataRow(8L, 1L, false)]
    public void Only_depthwise_convolutions_have_no_pairs(long group, long channels, bool hasPairs) =>
        Assert.AreEqual(hasPairs, WeightRows.Conv(new Shape(8, channels, 3, 3), group).HasPairs);

    [TestMethod]
    [DataRow(2L, 3L, 2L, 2L)]
    [DataRow(4L, 1L, 3L, 1L)]
    [DataRow(1L, 5L, 1L, 1L)]
    public void Every_weight_is_in_exactly_one_place(long outputs, long inputs, long height, long width)
    {
        var shape = new Shape(outputs, inputs, height, width);
        var rows = WeightRows.Conv(shape, group: 1);
        var places = Enumerable.Range(0, rows.Rows).SelectMany(row => Enumerable.Range(0, rows.Columns).Select(column => rows.Index(row, column)));

        CollectionAssert.AreEqual(Enumerable.Range(0, (int)shape.Count).ToArray(), places.Order().ToArray());
    }

    [TestMethod]
    public void Reading_puts_the_summands_of_an_output_side_by_side()
    {
        CollectionAssert.AreEqual(new[] { 1, 3, 5, 2, 4, 6 }, WeightRows.Matrix(new Shape(3, 2), transposed: false).Read<int>([1, 2, 3, 4, 5, 6]));
        CollectionAssert.AreEqual(new[] { 1, 3, 2, 4 }, WeightRows.Conv(new Shape(1, 2, 1, 2), 1).Read<int>([1, 2, 3, 4]));
    }
}
