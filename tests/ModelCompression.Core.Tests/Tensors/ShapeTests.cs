using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Tensors;

[TestClass]
public sealed class ShapeTests
{
    [TestMethod]
    [DataRow(new long[] { }, 1L)]
    [DataRow(new long[] { 2, 3 }, 6L)]
    [DataRow(new long[] { 5, 0, 7 }, 0L)]
    [DataRow(new[] { long.MaxValue }, long.MaxValue)]
    public void Counts_elements(long[] dims, long count)
    {
        var shape = new Shape(dims);

        Assert.AreEqual(count, shape.Count);
        Assert.AreEqual(dims.Length, shape.Rank);
        CollectionAssert.AreEqual(dims, shape.ToArray());
    }

    [TestMethod]
    [DataRow(new long[] { -1 })]
    [DataRow(new long[] { 0, -1 })]
    [DataRow(new[] { long.MaxValue, 2 })]
    [DataRow(new[] { 1L << 32, 1L << 31 })]
    public void Refuses_negative_sizes_and_counts_beyond_63_bits(long[] dims) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Shape(dims));

    [TestMethod]
    public void With_replaces_one_axis_and_leaves_the_original()
    {
        var shape = new Shape(1, 3, 8);

        Assert.AreEqual(new Shape(1, 5, 8), shape.With(1, 5));
        Assert.AreEqual(new Shape(1, 3, 8), shape);
    }

    [TestMethod]
    public void Is_equal_by_dimensions()
    {
        Assert.AreEqual(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
        Assert.AreNotEqual(new Shape(2, 3), new Shape(3, 2));
        Assert.AreNotEqual(new Shape(2), new Shape(2, 1));
        Assert.AreEqual(Shape.Scalar, new Shape());
    }

    [TestMethod]
    public void Does_not_change_with_the_array_it_was_made_from()
    {
        long[] dims = [2, 3];
        var shape = new Shape(dims);
        dims[0] = 9;
        shape.ToArray()[1] = 9;

        Assert.AreEqual("2x3", shape.ToString());
    }

    [TestMethod]
    public void Prints_for_messages()
    {
        Assert.AreEqual("1x3x224x224", new Shape(1, 3, 224, 224).ToString());
        Assert.AreEqual("scalar", Shape.Scalar.ToString());
    }
}
