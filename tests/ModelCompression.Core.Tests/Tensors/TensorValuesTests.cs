using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Tensors;

[TestClass]
public sealed class TensorValuesTests
{
    [TestMethod]
    [DataRow(ElementType.Float, new byte[] { 0, 0, 192, 191, 0, 0, 64, 64 }, -1.5f, 3f)]
    [DataRow(ElementType.Double, new byte[] { 0, 0, 0, 0, 0, 0, 248, 191, 0, 0, 0, 0, 0, 0, 8, 64 }, -1.5f, 3f)]
    [DataRow(ElementType.Float16, new byte[] { 0, 190, 0, 66 }, -1.5f, 3f)]
    [DataRow(ElementType.BFloat16, new byte[] { 192, 191, 64, 64 }, -1.5f, 3f)]
    [DataRow(ElementType.UInt8, new byte[] { 255, 3 }, 255f, 3f)]
    [DataRow(ElementType.Int8, new byte[] { 255, 3 }, -1f, 3f)]
    [DataRow(ElementType.Bool, new byte[] { 2, 0 }, 1f, 0f)]
    [DataRow(ElementType.UInt16, new byte[] { 255, 255, 3, 1 }, 65535f, 259f)]
    [DataRow(ElementType.Int16, new byte[] { 255, 255, 3, 1 }, -1f, 259f)]
    [DataRow(ElementType.UInt32, new byte[] { 0, 0, 0, 128, 3, 1, 0, 0 }, 2147483648f, 259f)]
    [DataRow(ElementType.Int32, new byte[] { 0, 0, 0, 128, 3, 1, 0, 0 }, -2147483648f, 259f)]
    [DataRow(ElementType.UInt64, new byte[] { 0, 0, 0, 0, 0, 0, 0, 128, 3, 1, 0, 0, 0, 0, 0, 0 }, 9223372036854775808f, 259f)]
    [DataRow(ElementType.Int64, new byte[] { 0, 0, 0, 0, 0, 0, 0, 128, 3, 1, 0, 0, 0, 0, 0, 0 }, -9223372036854775808f, 259f)]
    [DataRow(ElementType.UInt4, new byte[] { 0x7F }, 15f, 7f)]
    [DataRow(ElementType.Int4, new byte[] { 0x7F }, -1f, 7f)]
    [DataRow(ElementType.UInt2, new byte[] { 0x07 }, 3f, 1f)]
    [DataRow(ElementType.Int2, new byte[] { 0x07 }, -1f, 1f)]
    public void Converts_to_floats(ElementType element, byte[] bytes, float first, float second) =>
        CollectionAssert.AreEqual(new[] { first, second }, new TensorData(element, new Shape(2), bytes).ToFloats());

    [TestMethod]
    public void Reads_packed_elements_across_bytes()
    {
        CollectionAssert.AreEqual(new[] { 1f, -1, 2, -8, 5 }, new TensorData(ElementType.Int4, new Shape(5), new byte[] { 0xF1, 0x82, 0x05 }).ToFloats());
        CollectionAssert.AreEqual(new[] { 0f, 1, -2, -1, 1 }, new TensorData(ElementType.Int2, new Shape(5), new byte[] { 0xE4, 0x01 }).ToFloats());
    }

    [TestMethod]
    [DataRow(16777217L, 16777216f)]
    [DataRow(16777219L, 16777220f)]
    [DataRow((1L << 62) + (1L << 38) + 1, 4611686568183201792f)]
    public void Rounds_64_bit_integers_once_to_even(long value, float expected) =>
        Assert.AreEqual(expected, TensorData.Int64s(Shape.Scalar, value).ToFloats()[0]);

    [TestMethod]
    public void Converts_to_integers_towards_zero()
    {
        CollectionAssert.AreEqual(new[] { 1L, -1, 0, long.MaxValue, 0 }, TensorData.Floats(new Shape(5), 1.9f, -1.9f, -0.5f, float.PositiveInfinity, float.NaN).ToInt64s());
        CollectionAssert.AreEqual(new[] { long.MinValue, (1L << 53) + 1 }, TensorData.Int64s(new Shape(2), long.MinValue, (1L << 53) + 1).ToInt64s());
        CollectionAssert.AreEqual(new[] { (1L << 53) + 1 }, TensorData.Of(ElementType.UInt64, new Shape(1), new[] { (1UL << 53) + 1 }).ToInt64s());
        CollectionAssert.AreEqual(new[] { -128L }, TensorData.Of(ElementType.Int8, new Shape(1), new sbyte[] { -128 }).ToInt64s());
    }

    [TestMethod]
    public void Types_without_a_number_are_refused()
    {
        Assert.ThrowsExactly<InvalidOperationException>(() => new TensorData(ElementType.Complex64, new Shape(1), new byte[8]).ToFloats());
        Assert.ThrowsExactly<InvalidOperationException>(() => new TensorData(new Shape(1), [ReadOnlyMemory<byte>.Empty]).ToInt64s());
    }

    [TestMethod]
    public void Halves_round_to_even_and_overflow_to_infinity()
    {
        var halves = TensorData.Floats(new Shape(5), 2049, 2051, 65504, 65520, -1e-8f).ToFloat16();

        Assert.AreEqual(ElementType.Float16, halves.Element);
        CollectionAssert.AreEqual(new[] { 2048f, 2052f, 65504f, float.PositiveInfinity, -0f }, halves.ToFloats());
    }
}
