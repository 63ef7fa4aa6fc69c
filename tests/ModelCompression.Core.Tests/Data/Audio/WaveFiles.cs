using System.Buffers.Binary;

namespace ModelCompression.Core.Tests.Data.Audio;

/// <summary>Writes WAV files.</summary>
internal static class WaveFiles
{
    public const int Pcm = 1;
    public const int Float = 3;
    public const int Extensible = 0xFFFE;

    /// <summary>One channel of 16 bits.</summary>
    public static byte[] Of(int rate, params IEnumerable<double> samples) =>
        File(Format(Pcm, 1, rate, 16), [.. samples.SelectMany(sample => BitConverter.GetBytes((short)Math.Clamp(Math.Round(sample * 32768), -32768, 32767)))]);

    /// <summary>One channel of 32-bit floats.</summary>
    public static byte[] Floats(int rate, params IEnumerable<float> samples) => File(Format(Float, 1, rate, 32), [.. samples.SelectMany(BitConverter.GetBytes)]);

    public static IEnumerable<double> Sine(int rate, double frequency, int count, double amplitude = 0.5) =>
        Enumerable.Range(0, count).Select(i => amplitude * Math.Sin(2 * Math.PI * frequency * i / rate));

    public static byte[] File(byte[] format, byte[] data) => Riff(Chunk("fmt ", format), Chunk("data", data));

    public static byte[] Riff(params byte[][] chunks)
    {
        byte[] body = [.. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];
        return [.. "RIFF"u8, .. U32((uint)body.Length), .. body];
    }

    public static byte[] Chunk(string name, byte[] body, uint? size = null) =>
        [.. System.Text.Encoding.ASCII.GetBytes(name), .. U32(size ?? (uint)body.Length), .. body, .. body.Length % 2 == 1 ? new byte[1] : []];

    public static byte[] Format(int tag, int channels, uint rate, int bits, int? block = null)
    {
        var align = block ?? channels * bits / 8;
        return [.. U16(tag), .. U16(channels), .. U32(rate), .. U32((uint)(rate * align)), .. U16(align), .. U16(bits)];
    }

    public static byte[] Format(int tag, int channels, int rate, int bits) => Format(tag, channels, (uint)rate, bits);

    /// <summary>The same in the extensible form.</summary>
    public static byte[] FormatExtensible(int tag, int channels, uint rate, int bits) =>
    [
        .. Format(Extensible, channels, rate, bits), .. U16(22), .. U16(bits), .. U32(0), .. U16(tag),
        0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71,
    ];

    private static byte[] U16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    private static byte[] U32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
