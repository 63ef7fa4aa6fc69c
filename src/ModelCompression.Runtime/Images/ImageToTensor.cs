using System;
using System.Numerics;

namespace ModelCompression.Runtime.Images;

/// <summary>Makes tensors of images by a spec. Can be used by several threads at the same time.</summary>
/// <typeparam name="T">The spec's element type: float, Half or byte.</typeparam>
internal sealed class ImageToTensor<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly ImageSpec _spec;
    private readonly PixelSize? _takes;
    private readonly T[][] _values;

    /// <param name="takes">The size that images must have after the steps; null for any.</param>
    public ImageToTensor(ImageSpec spec, PixelSize? takes = null)
    {
        _spec = spec;
        _takes = takes;
        _values = new T[spec.Channels][];
        for (var channel = 0; channel < _values.Length; channel++)
        {
            _values[channel] = Table(channel);
        }
    }

    /// <summary>The upright image in the spec's colours after its steps.</summary>
    /// <exception cref="ArgumentException">It has another size than the model takes.</exception>
    public ImageSamples Prepare(Pixels pixels, Orientation orientation)
    {
        ImageSamples image = ColorConversion.Convert(_spec.ApplyExif ? OrientationTransform.Apply(pixels, orientation) : pixels, _spec.Color);
        foreach (var step in _spec.Steps)
        {
            image = StepRunner.Apply(step, image);
        }

        return _takes is not { } size || size == new PixelSize(image.Width, image.Height)
            ? image
            : throw new ArgumentException($"The image becomes {image.Width} x {image.Height} pixels; the model takes {size.Width} x {size.Height}.", nameof(pixels));
    }

    /// <summary>The values of a prepared image in the spec's layout.</summary>
    public T[] Values(ImageSamples image)
    {
        var result = new T[image.Width * image.Height * image.Channels];
        Write(image, result);
        return result;
    }

    /// <summary>The values of a prepared image in the spec's layout.</summary>
    /// <param name="result">Width x height x channels elements.</param>
    public void Write(ImageSamples image, Span<T> result)
    {
        var area = image.Width * image.Height;
        var (pixelStep, channelStep) = _spec.Layout == TensorLayout.Nchw ? (1, area) : (image.Channels, 1);
        for (var channel = 0; channel < image.Channels; channel++)
        {
            var target = result.Slice(channel * channelStep);
            switch (image)
            {
                case Pixels pixels: Write(pixels, channel, target, pixelStep); break;
                case FloatPixels floats: Write(floats, channel, target, pixelStep); break;
            }
        }
    }

    private void Write(Pixels image, int channel, Span<T> result, int step)
    {
        var values = _values[channel];
        var source = image.Bytes.Span.Slice(channel);
        for (int from = 0, to = 0; from < source.Length; from += image.Channels, to += step)
        {
            result[to] = values[source[from]];
        }
    }

    private void Write(FloatPixels image, int channel, Span<T> result, int step)
    {
        var source = image.Values.Span.Slice(channel);
        for (int from = 0, to = 0; from < source.Length; from += image.Channels, to += step)
        {
            result[to] = T.CreateTruncating(Normalize(source[from], channel));
        }
    }

    /// <summary>What each of the 256 sample values becomes.</summary>
    private T[] Table(int channel)
    {
        var result = new T[256];
        for (var value = 0; value < result.Length; value++)
        {
            result[value] = T.CreateTruncating(Normalize(value, channel));
        }

        return result;
    }

    /// <summary><c>(x * scale - mean) / std</c> in single precision.</summary>
    private float Normalize(float value, int channel) => ((value * (float)_spec.Scale) - (float)_spec.Mean[channel]) / (float)_spec.Std[channel];
}
