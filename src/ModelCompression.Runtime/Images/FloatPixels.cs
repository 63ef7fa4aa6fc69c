using System;

namespace ModelCompression.Runtime.Images;

/// <summary>An image of floats: rows from the top, channels interleaved. Samples are from 0 to 255, and a little beyond where a filter overshoots.</summary>
internal sealed record FloatPixels(int Width, int Height, int Channels, ReadOnlyMemory<float> Values) : ImageSamples(Width, Height, Channels)
{
    /// <summary>The same samples as floats.</summary>
    public static FloatPixels Of(Pixels image)
    {
        var values = new float[image.Bytes.Length];
        var bytes = image.Bytes.Span;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = bytes[i];
        }

        return new FloatPixels(image.Width, image.Height, image.Channels, values);
    }
}
