using ModelCompression.Data.Audio;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class WaveFileTests
{
    [TestMethod]
    public void Whole_numbers_are_divided_by_half_their_range()
    {
        CollectionAssert.AreEqual(new[] { -1f, 0f, 127 / 128f }, Samples(WaveFiles.Format(1, 1, 8000, 8), [0, 128, 255]));
        CollectionAssert.AreEqual(new[] { -1f, 0.5f, 32767 / 32768f }, Samples(WaveFiles.Format(1, 1, 8000, 16), [0x00, 0x80, 0x00, 0x40, 0xFF, 0x7F]));
        CollectionAssert.AreEqual(new[] { -1f, 0.5f, -1 / 8388608f }, Samples(WaveFiles.Format(1, 1, 8000, 24), [0, 0, 0x80, 0, 0, 0x40, 0xFF, 0xFF, 0xFF]));
        CollectionAssert.AreEqual(new[] { -1f, 0.25f }, Samples(WaveFiles.Format(1, 1, 8000, 32), [0, 0, 0, 0x80, 0, 0, 0, 0x20]));
    }

    [TestMethod]
    public void Floats_stay_as_they_are()
    {
        CollectionAssert.AreEqual(new[] { 0.1f, -1.5f }, Samples(WaveFiles.Format(3, 1, 8000, 32), [.. BitConverter.GetBytes(0.1f), .. BitConverter.GetBytes(-1.5f)]));
        CollectionAssert.AreEqual(new[] { 0.1f }, Samples(WaveFiles.Format(3, 1, 8000, 64), BitConverter.GetBytes(0.1)));
    }

    [TestMethod]
    public void Channels_become_their_mean() =>
        CollectionAssert.AreEqual(new[] { 0.5f, -0.25f }, Samples(WaveFiles.Format(3, 3, 8000, 32), [.. new[] { 1f, 0.5f, 0f, -1f, 0f, 0.25f }.SelectMany(BitConverter.GetBytes)]));

    [TestMethod]
    [DataRow(1, 16)]
    [DataRow(3, 32)]
    public void The_extensible_form_is_read_by_its_sub_format(int tag, int bits)
    {
        var data = tag == 1 ? new byte[] { 0x00, 0x40 } : BitConverter.GetBytes(0.5f);

        CollectionAssert.AreEqual(new[] { 0.5f }, Samples(WaveFiles.FormatExtensible(tag, 1, 48000, bits), data));
    }

    [TestMethod]
    public void Other_parts_of_odd_length_are_left_out()
    {
        using var folder = new DataFolder();
        var file = WaveFiles.Riff(WaveFiles.Chunk("LIST", [1, 2, 3]), WaveFiles.Chunk("fmt ", WaveFiles.Format(1, 1, 8000, 8)), WaveFiles.Chunk("fact", new byte[4]), WaveFiles.Chunk("data", [192, 64, 128]));

        var signal = WaveFile.Read(folder.Write("a.wav", file));

        Assert.AreEqual(8000, signal.SampleRate);
        CollectionAssert.AreEqual(new[] { 0.5f, -0.5f, 0f }, signal.Samples);
    }

    [TestMethod]
    public void Samples_beyond_one_block_of_the_decoder_are_read()
    {
        using var folder = new DataFolder();
        var samples = Enumerable.Range(0, 40_001).Select(i => i % 1000 / 1024f).ToArray();

        CollectionAssert.AreEqual(samples, WaveFile.Read(folder.Write("a.wav", WaveFiles.Floats(8000, samples))).Samples);
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Samples_that_are_not_finite_are_refused(float sample)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => WaveFile.Read(folder.Write("a.wav", WaveFiles.Floats(8000, 0, sample))), "'a.wav'", "sample 1");
    }

    private static float[] Samples(byte[] format, byte[] data)
    {
        using var folder = new DataFolder();
        return WaveFile.Read(folder.Write("a.wav", WaveFiles.File(format, data))).Samples;
    }
}
