using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Inference;

[TestClass]
public sealed class CpuClassTests
{
    private const int Avx512VnniBit = 1 << 11;
    private const int AvxVnniBit = 1 << 4;

    [TestMethod]
    [DataRow(false, false, 0, 0, "other")]
    [DataRow(false, false, Avx512VnniBit, AvxVnniBit, "other")]
    [DataRow(true, false, 0, 0, "avx2")]
    [DataRow(true, false, Avx512VnniBit, 0, "avx2")] // the operating system does not save the wide registers
    [DataRow(true, false, 0, AvxVnniBit, "vnni")]
    [DataRow(true, true, 0, 0, "avx512")]
    [DataRow(true, true, ~Avx512VnniBit, ~AvxVnniBit, "avx512")]
    [DataRow(true, true, Avx512VnniBit, 0, "vnni")]
    public void Features_decide_the_class(bool avx2, bool avx512, int leaf7Ecx, int leaf7Subleaf1Eax, string expected) =>
        Assert.AreEqual(expected, CpuClass.OfX64(avx2, avx512, leaf7Ecx, leaf7Subleaf1Eax));

    [TestMethod]
    public void This_machine_has_the_class_its_kernel_lists()
    {
        if (!File.Exists("/proc/cpuinfo"))
        {
            Assert.Inconclusive("There is no /proc/cpuinfo here.");
        }

        var flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?.Split(' ') ?? [];
        var expected = flags switch
        {
            [] => "arm64",
            _ when flags.Contains("avx512_vnni") || flags.Contains("avx_vnni") => "vnni",
            _ when flags.Contains("avx512bw") => "avx512",
            _ when flags.Contains("avx2") => "avx2",
            _ => "other",
        };
        Assert.AreEqual(expected, CpuClass.Current);
    }
}
