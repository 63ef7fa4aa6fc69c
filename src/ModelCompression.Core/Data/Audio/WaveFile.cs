using System.Buffers.Binary;
using ModelCompression.Diagnostics;

namespace ModelCompression.Data.Audio;

/// <summary>Decodes WAV files. Whole numbers are divided by half their range (32,768 for 16 bits); several channels become their mean.</summary>
internal static class WaveFile
{
    private const int BlockFrames = 1 << 14;

    /// <summary>True for the extension of a WAV file.</summary>
    public static bool IsName(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".wav" or ".wave";

    /// <summary>The whole recording.</summary>
    /// <exception cref="UserErrorException">MC2008: not a WAV file that can be read, or a sample is not finite; see <see cref="WaveHeader.Read"/>.</exception>
    public static AudioSignal Read(string path)
    {
        var header = WaveHeader.Read(path);
        using var stream = DataFile.OpenRead(path);
        stream.Position = header.DataOffset;
        var samples = new float[header.Frames];
        var buffer = new byte[BlockFrames * header.BlockBytes];
        for (var start = 0; start < samples.Length; start += BlockFrames)
        {
            var frames = Math.Min(BlockFrames, samples.Length - start);
            var bytes = buffer.AsSpan(0, frames * header.BlockBytes);
            DataFile.ReadExactly(stream, bytes, path);
            Decode(bytes, samples.AsSpan(start, frames), header);
        }

        var broken = Array.FindIndex(samples, sample => !float.IsFinite(sample));
        return broken < 0
            ? new AudioSignal(header.SampleRate, samples)
            : throw DataFile.Invalid(path, FormattableString.Invariant($"holds a sample that is no finite number (sample {broken})"));
    }

    private static void Decode(ReadOnlySpan<byte> bytes, Span<float> samples, WaveHeader header)
    {
        for (var frame = 0; frame < samples.Length; frame++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < header.Channels; channel++)
            {
                sum += Sample(bytes[((frame * header.BlockBytes) + (channel * header.BytesPerSample))..], header);
            }

            samples[frame] = (float)(sum / header.Channels);
        }
    }

    private static double Sample(ReadOnlySpan<byte> bytes, WaveHeader header) => (header.Encoding, header.BytesPerSample) switch
    {
        (WaveEncoding.Float, 4) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (WaveEncoding.Float, _) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, 1) => (bytes[0] - 128) / 128.0,
        (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32_768.0,
        (_, 3) => ((bytes[0] << 8 | bytes[1] << 16 | bytes[2] << 24) >> 8) / 8_388_608.0,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2_147_483_648.0,
    };
}
