using ModelCompression.Runtime.Images;
using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Accessor;

/// <summary>How an image becomes the shape of a model's input.</summary>
internal sealed class ImageShape
{
    private const string Height = "image.Height";
    private const string Width = "image.Width";

    public ImageShape(AccessorTensor tensor, ImageSpec spec)
    {
        var axes = spec.Layout == TensorLayout.Nchw ? new[] { Channels(spec), Height, Width } : [Height, Width, Channels(spec)];
        var dimensions = tensor.Dimensions;
        if (dimensions is null)
        {
            Code = $"1, {string.Join(", ", axes)}";
        }
        else if (dimensions.Count is 3 or 4 && Fits(SizeOf(dimensions, axes, Channels(spec)), spec.Channels))
        {
            Code = string.Join(", ", dimensions.Count == 4 ? ["1", .. axes] : axes);
            Takes = SizeOf(dimensions, axes, Width) is { } width && SizeOf(dimensions, axes, Height) is { } height ? $"Width: {width}, Height: {height}" : null;
        }
    }

    /// <summary>The dimensions in terms of a prepared <c>image</c>; null when they are not those of an image, perhaps a row of all values.</summary>
    public string? Code { get; }

    /// <summary>Width and height when the model takes only one size; null when it does not say.</summary>
    public string? Takes { get; }

    private static string Channels(ImageSpec spec) => spec.Channels == 1 ? "1" : "3";

    private static bool Fits(long? size, int channels) => size is null || size == channels;

    private static long? SizeOf(IReadOnlyList<SignatureDimension> dimensions, string[] axes, string axis) =>
        dimensions[dimensions.Count - axes.Length + Array.IndexOf(axes, axis)].Size;
}
