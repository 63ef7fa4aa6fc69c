using System.Buffers.Binary;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Audio;

/// <summary>How the samples of a WAV file are stored.</summary>
internal enum WaveEncoding
{
    /// <summary>Whole numbers: 8 bits without a sign and with 128 as zero, more bits with a sign.</summary>
    Integer,

    /// <summary>IEEE floating point.</summary>
    Float,
}

/// <summary>What the header of a WAV file says, checked against the file: RIFF/WAVE with uncompressed samples, plain or <c>WAVE_FORMAT_EXTENSIBLE</c>.</summary>
/// <param name="Channels">1 to 256.</param>
/// <param name="SampleRate">1 to 768,000.</param>
/// <param name="BytesPerSample">1 to 4 (integer), 4 or 8 (float).</param>
/// <param name="DataOffset">Where the samples begin in the file.</param>
/// <param name="Frames">Samples of each channel; at most an hour.</param>
internal sealed record WaveHeader(int Channels, int SampleRate, WaveEncoding Encoding, int BytesPerSample, long DataOffset, int Frames)
{
    /// <summary>Larger files are refused.</summary>
    public const long MaxBytes = 512 << 20;

    private const int MaxChannels = 256;
    private const int MaxRate = 768_000;
    private const int MaxSeconds = 3600;
    private const int MaxFrames = 200_000_000;
    private const int MaxChunks = 1000;
    private const int ChunkHeader = 8;
    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ExtensibleTag = 0xFFFE;

    /// <summary>What follows the tag in the sub-format GUID of an extensible format.</summary>
    private static ReadOnlySpan<byte> SubFormatTail => [0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];

    public int BlockBytes => Channels * BytesPerSample;

    /// <summary>Reads headers of chunks up to the samples.</summary>
    /// <exception cref="UserErrorException">MC2003, MC2005: no such file; MC2008: no WAV file, damaged, larger than 512 MB, longer than an hour, or of an unknown encoding.</exception>
    public static WaveHeader Read(string path)
    {
        using var stream = DataFile.OpenRead(path);
        if (stream.Length > MaxBytes)
        {
            throw Invalid(path, $"has {stream.Length} bytes; at most {MaxBytes} are accepted. Cut it into pieces");
        }

        var riff = new byte[12];
        if (stream.Length < riff.Length)
        {
            throw Invalid(path, "is no WAV file");
        }

        DataFile.ReadExactly(stream, riff, path);
        if (!riff.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !riff.AsSpan(8).SequenceEqual("WAVE"u8))
        {
            throw Invalid(path, riff.AsSpan(0, 4).SequenceEqual("RF64"u8) ? "is a RF64 file; save it as plain WAV" : "is no WAV file: it does not start with RIFF and WAVE");
        }

        return ReadChunks(stream, path);
    }

    private static WaveHeader ReadChunks(FileStream stream, string path)
    {
        WaveHeader? format = null;
        var header = new byte[ChunkHeader];
        for (var chunk = 0; chunk < MaxChunks && stream.Length - stream.Position >= ChunkHeader; chunk++)
        {
            DataFile.ReadExactly(stream, header, path);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4));
            var left = stream.Length - stream.Position;
            var isData = header.AsSpan(0, 4).SequenceEqual("data"u8);
            if (size > left)
            {
                throw Invalid(path, FormattableString.Invariant($"is truncated: a part of {size} bytes is announced where {left} are left{(size == uint.MaxValue ? "; it seems to be a stream that was saved without its length, so save it again" : "")}"));
            }

            if (isData)
            {
                return (format ?? throw Invalid(path, "has samples before their format")).WithData(stream.Position, size, path);
            }

            var next = stream.Position + size + (size & 1);
            if (header.AsSpan(0, 4).SequenceEqual("fmt "u8))
            {
                format = ReadFormat(stream, size, path);
            }

            stream.Position = Math.Min(next, stream.Length);
        }

        throw Invalid(path, format is null ? "has no format and no samples" : "has no samples");
    }

    private static WaveHeader ReadFormat(FileStream stream, uint size, string path)
    {
        var bytes = new byte[Math.Min(size, 40)];
        if (size < 16)
        {
            throw Invalid(path, FormattableString.Invariant($"has a format of {size} bytes; it needs 16 or more"));
        }

        DataFile.ReadExactly(stream, bytes, path);
        int tag = U16(bytes, 0), channels = U16(bytes, 2), block = U16(bytes, 12), bits = U16(bytes, 14);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        if (tag == ExtensibleTag)
        {
            tag = bytes.Length >= 40 && bytes.AsSpan(26).SequenceEqual(SubFormatTail) ? U16(bytes, 24) : throw Invalid(path, "has an extensible format without a known sub-format");
        }

        if (channels is 0 or > MaxChannels || rate is 0 or > MaxRate)
        {
            throw Invalid(path, FormattableString.Invariant($"has {channels} channels at {rate} Hz; 1 to {MaxChannels} channels at 1 to {MaxRate} Hz are accepted"));
        }

        var encoding = (tag, bits) switch
        {
            (PcmTag, 8 or 16 or 24 or 32) => WaveEncoding.Integer,
            (FloatTag, 32 or 64) => WaveEncoding.Float,
            _ => throw Invalid(path, FormattableString.Invariant($"has samples of encoding {tag} with {bits} bits; PCM with 8, 16, 24 or 32 bits and float with 32 or 64 bits are read. Convert it to one of them")),
        };
        return block == channels * bits / 8
            ? new WaveHeader(channels, (int)rate, encoding, bits / 8, 0, 0)
            : throw Invalid(path, FormattableString.Invariant($"says that {channels} channels of {bits} bits take {block} bytes together, instead of {channels * bits / 8}"));
    }

    private WaveHeader WithData(long offset, long size, string path)
    {
        var frames = size / BlockBytes;
        if (size % BlockBytes != 0)
        {
            throw Invalid(path, FormattableString.Invariant($"is truncated: {size} bytes of samples are no multiple of the {BlockBytes} bytes of all channels"));
        }

        if (frames > Math.Min(MaxFrames, (long)MaxSeconds * SampleRate))
        {
            throw Invalid(path, FormattableString.Invariant($"lasts longer than an hour, or has more than {MaxFrames} samples; cut it into pieces"));
        }

        return frames > 0 ? this with { DataOffset = offset, Frames = (int)frames } : throw Invalid(path, "holds no samples");
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static UserErrorException Invalid(string path, string problem) => DataFile.Invalid(path, problem);
}
