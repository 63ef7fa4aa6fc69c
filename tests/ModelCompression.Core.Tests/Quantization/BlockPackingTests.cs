using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class BlockPackingTests
{
    [TestMethod]
    public void Four_bits_are_two_to_a_byte_the_first_in_the_low_half_and_the_rest_of_a_block_is_its_zero_point()
    {
        var codes = new byte[2 * 18];
        (codes[0], codes[1], codes[16], codes[17]) = (1, 2, 3, 4);
        codes[18 + 17] = 15;
        var weights = new BlockWeights(new BlockGrid(4, 16, false), 2, 18, codes, new sbyte[4], new float[2], [5, 6, 7, 8]);

        var packed = BlockPacking.Codes(weights);
        var zeroPoints = BlockPacking.ZeroPoints(weights);

        CollectionAssert.AreEqual(new long[] { 2, 2, 8 }, packed.Shape.ToArray());
        var bytes = packed.Bytes.ToArray();
        Assert.AreEqual(0x21, bytes[0]);
        Assert.AreEqual(0x43, bytes[8]);
        Assert.IsTrue(bytes[9..16].All(value => value == 0x66));
        Assert.AreEqual(0xF0, bytes[24]);
        Assert.IsTrue(bytes[25..32].All(value => value == 0x88));
        CollectionAssert.AreEqual(new byte[] { 0x65, 0x87 }, zeroPoints.Bytes.ToArray());
    }

    [TestMethod]
    public void Eight_bits_are_one_to_a_byte()
    {
        var weights = new BlockWeights(new BlockGrid(8, 16, true), 1, 17, [.. Enumerable.Range(1, 17).Select(i => (byte)i)], new sbyte[2], new float[1], [128, 128]);

        var bytes = BlockPacking.Codes(weights).Bytes.ToArray();

        CollectionAssert.AreEqual(Enumerable.Range(1, 17).Select(i => (byte)i).ToArray(), bytes[..17]);
        Assert.IsTrue(bytes[17..].All(value => value == 128));
        CollectionAssert.AreEqual(new byte[] { 128, 128 }, BlockPacking.ZeroPoints(weights).Bytes.ToArray());
    }

    [TestMethod]
    public void Zero_points_of_every_row_start_at_a_byte()
    {
        var weights = new BlockWeights(new BlockGrid(4, 16, false), 2, 48, new byte[96], new sbyte[6], new float[2], [1, 2, 3, 4, 5, 6]);

        CollectionAssert.AreEqual(new byte[] { 0x21, 0x03, 0x54, 0x06 }, BlockPacking.ZeroPoints(weights).Bytes.ToArray());
    }
}
