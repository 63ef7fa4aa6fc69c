using System.Runtime.InteropServices;
using ModelCompression.Data.Arrays;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Images;

/// <summary>Makes one model input of decoded images, in the fixed order EXIF, colour, steps, <c>x * scale</c>, <c>(x - mean) / std</c>, layout, type.</summary>
internal sealed class ImagePipeline
{
    private readonly ImageInputSpec _spec;
    private readonly Port _input;
    private readonly string _specName;
    private readonly float[][] _values;

    /// <exception cref="UserErrorException">MC2004: the spec makes another type, or a fixed size other than the input takes.</exception>
    public ImagePipeline(ImageInputSpec spec, Port input, string specName)
    {
        _spec = spec;
        _input = input;
        _specName = specName;
        _values = [.. Enumerable.Range(0, spec.Channels).Select(channel => Values(spec, channel))];
        if (InputFit.ElementOf(input) != spec.Element)
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"{specName}: 'inputs.{input.Name}.dtype' makes {spec.Element} elements; the model's input takes {InputFit.ElementOf(input)}.");
        }

        if (StepRunner.FixedSize(spec.Steps) is { } size)
        {
            InputFit.Require(ShapeOf(size.Width, size.Height), input, specName);
        }
    }

    /// <param name="id">The sample, for messages.</param>
    /// <exception cref="UserErrorException">MC2004: the image ends with another size than the input takes.</exception>
    public TensorData Run(DecodedImage image, string id)
    {
        var pixels = ColorConversion.Convert(_spec.ApplyExif ? OrientationTransform.Apply(image.Pixels, image.Orientation) : image.Pixels, _spec.Color);
        foreach (var step in _spec.Steps)
        {
            pixels = StepRunner.Apply(step, pixels);
        }

        var shape = InputFit.Require(ShapeOf(pixels.Width, pixels.Height), _input, $"{_specName} on '{id}'");
        return new TensorData(_spec.Element, shape, _spec.Element switch
        {
            ElementType.UInt8 => Arrange(pixels, [.. _values.Select(_ => Bytes)]),
            ElementType.Float16 => Arrange(pixels, [.. _values.Select(values => Array.ConvertAll(values, value => (Half)value))]),
            _ => Arrange(pixels, _values),
        });
    }

    private static byte[] Bytes => [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    /// <summary>What each of the 256 sample values becomes, in single precision: <c>(x * scale - mean) / std</c>.</summary>
    private static float[] Values(ImageInputSpec spec, int channel)
    {
        var (scale, mean, std) = ((float)spec.Scale, (float)spec.Mean[channel], (float)spec.Std[channel]);
        return [.. Enumerable.Range(0, 256).Select(value => ((value * scale) - mean) / std)];
    }

    private Shape ShapeOf(int width, int height) =>
        _spec.Layout == TensorLayout.Nchw ? new Shape(_spec.Channels, height, width) : new Shape(height, width, _spec.Channels);

    private byte[] Arrange<T>(Pixels pixels, T[][] values)
        where T : unmanaged
    {
        var source = pixels.Bytes.Span;
        var bytes = new byte[source.Length * Marshal.SizeOf<T>()];
        var result = MemoryMarshal.Cast<byte, T>(bytes.AsSpan());
        var channels = pixels.Channels;
        var area = pixels.Width * pixels.Height;
        var (pixelStep, channelStep) = _spec.Layout == TensorLayout.Nchw ? (1, area) : (channels, 1);
        for (var channel = 0; channel < channels; channel++)
        {
            var table = values[channel];
            for (var i = 0; i < area; i++)
            {
                result[i * pixelStep + channel * channelStep] = table[source[i * channels + channel]];
            }
        }

        return bytes;
    }
}
