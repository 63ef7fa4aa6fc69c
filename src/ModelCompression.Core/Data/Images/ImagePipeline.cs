using System.Numerics;
using System.Runtime.InteropServices;
using ModelCompression.Data.Arrays;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Images;

/// <summary>Makes one model input of decoded images, with the code that apps get too.</summary>
internal sealed class ImagePipeline
{
    private readonly ImageInputSpec _spec;
    private readonly Port _input;
    private readonly string _specName;
    private readonly Func<DecodedImage, string, TensorData> _run;

    /// <exception cref="UserErrorException">MC2004: the spec makes another type, or a fixed size other than the input takes.</exception>
    public ImagePipeline(ImageInputSpec spec, Port input, string specName)
    {
        _spec = spec;
        _input = input;
        _specName = specName;
        _run = spec.Image.Element switch
        {
            ImageElement.UInt8 => Run(new ImageToTensor<byte>(spec.Image)),
            ImageElement.Float16 => Run(new ImageToTensor<Half>(spec.Image)),
            _ => Run(new ImageToTensor<float>(spec.Image)),
        };
        if (InputFit.ElementOf(input) != spec.Element)
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"{specName}: 'inputs.{input.Name}.dtype' makes {spec.Element} elements; the model's input takes {InputFit.ElementOf(input)}.");
        }

        if (StepRunner.FixedSize(spec.Image.Steps) is { } size)
        {
            InputFit.Require(ShapeOf(size.Width, size.Height), input, specName);
        }
    }

    /// <param name="id">The sample, for messages.</param>
    /// <exception cref="UserErrorException">MC2004: the image ends with another size than the input takes.</exception>
    public TensorData Run(DecodedImage image, string id) => _run(image, id);

    /// <summary>Where a picture lies in the input.</summary>
    public ImagePlacement Place(DecodedImage image) => new(image, _spec.Image);

    private Func<DecodedImage, string, TensorData> Run<T>(ImageToTensor<T> conversion)
        where T : unmanaged, INumberBase<T> => (image, id) =>
    {
        var pixels = conversion.Prepare(image.Pixels, image.Orientation);
        var shape = InputFit.Require(ShapeOf(pixels.Width, pixels.Height), _input, $"{_specName} on '{id}'");
        var bytes = new byte[_spec.Element.SizeBytes(shape.Count)];
        conversion.Write(pixels, MemoryMarshal.Cast<byte, T>(bytes.AsSpan()));
        return new TensorData(_spec.Element, shape, bytes);
    };

    private Shape ShapeOf(int width, int height) =>
        _spec.Image.Layout == TensorLayout.Nchw ? new Shape(_spec.Image.Channels, height, width) : new Shape(height, width, _spec.Image.Channels);
}
