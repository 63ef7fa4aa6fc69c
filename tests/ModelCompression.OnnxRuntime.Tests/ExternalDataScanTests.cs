namespace ModelCompression.OnnxRuntime.Tests;

[TestClass]
public sealed class ExternalDataScanTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [TestMethod]
    [DataRow(0)]
    [DataRow(1000)]
    [DataRow((1 << 20) - 8)]
    [DataRow((1 << 20) - 3)]
    [DataRow((1 << 20) - 1)]
    [DataRow(1 << 20)]
    [DataRow((2 << 20) - 10)]
    [DataRow((2 << 20) - 4)]
    public void Sees_the_key_wherever_it_is(int offset)
    {
        File.WriteAllBytes(_path, [.. new byte[offset], .. "location"u8, .. new byte[5]]);

        Assert.IsTrue(ExternalDataScan.MayHaveExternalData(_path));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    [DataRow(3 << 20)]
    public void Sees_nothing_in_a_file_without_the_key(int sizeBytes)
    {
        File.WriteAllBytes(_path, new byte[sizeBytes]);

        Assert.IsFalse(ExternalDataScan.MayHaveExternalData(_path));
    }
}
