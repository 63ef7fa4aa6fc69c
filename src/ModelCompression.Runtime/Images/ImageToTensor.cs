using System;
using System.Numerics;

namespace ModelCompression.Runtime.Images;

/// <summary>Makes tensors of images by a spec. Can be used by several threads at the same time.</summary>
/// <typeparam name="T">The spec's element type: float, Half or byte.</typeparam>
internal sealed class ImageToTensor<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly ImageSpec _spec;
    private readonly T[][] _values;

    public ImageToTensor(ImageSpec spec)
    {
        _spec = spec;
        _values = new T[spec.Channels][];
        for (var channel = 0; channel < _values.Length; channel++)
        {
            _values[channel] = Values(channel);
        }
    }

    /// <summary>The upright image in the spec's colours after its steps.</summary>
    public Pixels Prepare(Pixels image, Orientation orientation)
    {
        image = ColorConversion.Convert(_spec.ApplyExif ? OrientationTransform.Apply(image, orientation) : image, _spec.Color);
        foreach (var step in _spec.Steps)
        {
            image = StepRunner.Apply(step, image);
        }

        return image;
    }

    /// <summary>The values of a prepared image in the spec's layout.</summary>
    /// <param name="result">Width x height x channels elements.</param>
    public void Write(Pixels image, Span<T> result)
    {
        var source = image.Bytes.Span;
        var channels = image.Channels;
        var area = image.Width * image.Height;
        var (pixelStep, channelStep) = _spec.Layout == TensorLayout.Nchw ? (1, area) : (channels, 1);
        for (var channel = 0; channel < channels; channel++)
        {
            var values = _values[channel];
            for (var i = 0; i < area; i++)
            {
                result[i * pixelStep + channel * channelStep] = values[source[i * channels + channel]];
            }
        }
    }

    /// <summary>What each of the 256 sample values becomes.</summary>
    private T[] Values(int channel)
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
