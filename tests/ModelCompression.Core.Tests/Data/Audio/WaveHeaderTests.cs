using ModelCompression.Data.Audio;

namespace ModelCompression.Core.Tests.Data.Audio;

/// <summary>Damaged and hostile headers; what is read right is in <see cref="WaveFileTests"/>.</summary>
[TestClass]
public sealed class WaveHeaderTests
{
    private static readonly byte[] Format = WaveFiles.Format(1, 2, 8000, 16);

    private static IEnumerable<object[]> Damaged =>
    [
        [Array.Empty<byte>(), "no WAV file"],
        ["RIFF"u8.ToArray(), "no WAV file"],
        ["RIFX....WAVEfmt "u8.ToArray(), "no WAV file"],
        ["RIFF....AVI LIST"u8.ToArray(), "no WAV file"],
        ["RF64....WAVEds64"u8.ToArray(), "RF64"],
        [WaveFiles.Riff(), "no format"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format)), "no samples"],
        [WaveFiles.Riff(WaveFiles.Chunk("data", new byte[4])), "before their format"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format[..14])), "format of 14 bytes"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format, 1 << 30)), "truncated"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format), WaveFiles.Chunk("data", new byte[4], uint.MaxValue)), "saved without its length"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format), WaveFiles.Chunk("LIST", new byte[4], 0xFFFFFFF0)), "truncated"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format), WaveFiles.Chunk("data", new byte[6])), "no multiple of the 4 bytes"],
        [WaveFiles.Riff(WaveFiles.Chunk("fmt ", Format), WaveFiles.Chunk("data", [])), "holds no samples"],
        [WaveFiles.File(WaveFiles.Format(1, 0, 8000, 16), new byte[4]), "0 channels"],
        [WaveFiles.File(WaveFiles.Format(1, 257, 8000, 16), new byte[514]), "257 channels"],
        [WaveFiles.File(WaveFiles.Format(1, 1, 0u, 16), new byte[4]), "at 0 Hz"],
        [WaveFiles.File(WaveFiles.Format(1, 1, uint.MaxValue, 16), new byte[4]), "at 4294967295 Hz"],
        [WaveFiles.File(WaveFiles.Format(1, 2, 8000, 16, 3), new byte[6]), "take 3 bytes together, instead of 4"],
        [WaveFiles.File(WaveFiles.Format(1, 1, 8000, 12, 2), new byte[4]), "encoding 1 with 12 bits"],
        [WaveFiles.File(WaveFiles.Format(7, 1, 8000, 8), new byte[4]), "encoding 7 with 8 bits"],
        [WaveFiles.File(WaveFiles.Format(3, 1, 8000, 16), new byte[4]), "encoding 3 with 16 bits"],
        [WaveFiles.File(WaveFiles.Format(0xFFFE, 1, 8000, 16), new byte[4]), "sub-format"],
        [WaveFiles.File(WaveFiles.FormatExtensible(0x55, 1, 8000, 16), new byte[4]), "encoding 85"],
        [WaveFiles.File(WaveFiles.Format(1, 1, 1, 8), new byte[3601]), "an hour"],
        [WaveFiles.Riff([.. Enumerable.Repeat(WaveFiles.Chunk("junk", []), 1001), WaveFiles.Chunk("fmt ", Format), WaveFiles.Chunk("data", new byte[4])]), "no format"],
    ];

    [TestMethod]
    [DynamicData(nameof(Damaged))]
    public void Damage_is_one_error_with_the_name_of_the_file(byte[] content, string part)
    {
        using var folder = new DataFolder();
        var path = folder.Write("x.wav", content);

        Coded.Error("MC2008", () => WaveHeader.Read(path), "'x.wav'", part);
    }

    [TestMethod]
    public void Every_truncation_is_an_error()
    {
        using var folder = new DataFolder();
        var whole = WaveFiles.Of(8000, WaveFiles.Sine(8000, 100, 10));
        for (var length = 0; length < whole.Length; length++)
        {
            var path = folder.Write("x.wav", whole[..length]);
            Coded.Error("MC2008", () => WaveFile.Read(path));
        }
    }

    [TestMethod]
    public void Files_larger_than_half_a_gigabyte_are_refused_unread()
    {
        using var folder = new DataFolder();
        using (var file = File.Create(folder.PathOf("x.wav")))
        {
            file.SetLength(WaveHeader.MaxBytes + 1); // sparse: takes no space
        }

        Coded.Error("MC2008", () => WaveHeader.Read(folder.PathOf("x.wav")), "536870913 bytes");
    }

    [TestMethod]
    public void Too_many_samples_are_refused_unread()
    {
        using var folder = new DataFolder();
        var path = folder.Write("x.wav", WaveFiles.Riff(WaveFiles.Chunk("fmt ", WaveFiles.Format(1, 1, 768_000u, 8)), WaveFiles.Chunk("data", [], 200_000_001)));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(200_000_100);
        }

        Coded.Error("MC2008", () => WaveHeader.Read(path), "more than 200000000 samples");
    }

    /// <summary>Whatever single bytes are changed to, a file is read or refused; nothing else happens.</summary>
    [TestMethod]
    public void Changed_bytes_are_read_or_refused()
    {
        using var folder = new DataFolder();
        var random = new Random(1);
        var whole = WaveFiles.Riff(WaveFiles.Chunk("LIST", new byte[5]), WaveFiles.Chunk("fmt ", WaveFiles.FormatExtensible(1, 2, 8000, 16)), WaveFiles.Chunk("data", new byte[64]));
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            var changed = whole.ToArray();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                changed[random.Next(changed.Length - 64)] = (byte)random.Next(256);
            }

            var path = folder.Write("x.wav", changed);
            try
            {
                Assert.IsNotEmpty(WaveFile.Read(path).Samples);
            }
            catch (ModelCompression.Diagnostics.UserErrorException error)
            {
                Assert.AreEqual("MC2008", error.Diagnostic.Code);
                refused++;
            }
        }

        Assert.IsGreaterThan(500, refused);
    }

    [TestMethod]
    public void Pointers_and_missing_files_have_their_own_codes()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2003", () => WaveHeader.Read(folder.Write("x.wav", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n")));
        Coded.Error("MC2005", () => WaveHeader.Read(folder.PathOf("none.wav")));
    }
}
