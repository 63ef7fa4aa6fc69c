using System;

namespace ModelCompression.Runtime.Images;

/// <summary>An 8-bit image: rows from the top, channels interleaved, no padding between rows.</summary>
internal sealed record Pixels(int Width, int Height, int Channels, ReadOnlyMemory<byte> Bytes) : ImageSamples(Width, Height, Channels)
{
    /// <summary>Bytes of one row.</summary>
    public int RowBytes => Width * Channels;
}
