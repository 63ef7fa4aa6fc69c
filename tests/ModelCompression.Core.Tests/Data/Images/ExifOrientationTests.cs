using ModelCompression.Data.Images;
using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class ExifOrientationTests
{
    private static byte[] Little => [.. "II"u8, 42, 0, 8, 0, 0, 0, 2, 0, 0x0F, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0];

    [TestMethod]
    public void Reads_both_byte_orders()
    {
        byte[] big = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 5, 0, 0];

        Assert.AreEqual(Orientation.LeftBottom, ExifOrientation.Read(Little));
        Assert.AreEqual(Orientation.LeftTop, ExifOrientation.Read(big));
    }

    [TestMethod]
    public void Takes_every_damaged_block_for_upright()
    {
        for (var length = 0; length < Little.Length - 4; length++)
        {
            Assert.AreEqual(Orientation.Normal, ExifOrientation.Read(Little.AsSpan(0, length)));
        }

        var far = Little;
        far.AsSpan(4, 4).Fill(0xFF);
        Assert.AreEqual(Orientation.Normal, ExifOrientation.Read(far));
        var unknown = Little;
        unknown[^4] = 9;
        Assert.AreEqual(Orientation.Normal, ExifOrientation.Read(unknown));
    }
}
