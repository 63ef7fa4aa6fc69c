using ModelCompression.Runtime.Images;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>How one model input is made.</summary>
public abstract record InputSpec;

/// <summary>The input is the array of the same name in an array data set.</summary>
public sealed record TensorInputSpec : InputSpec;

/// <summary>The input is made of an image.</summary>
internal sealed record ImageInputSpec(ImageSpec Image) : InputSpec
{
    /// <summary>Float, Float16 or UInt8.</summary>
    public ElementType Element => Image.Element switch
    {
        ImageElement.UInt8 => ElementType.UInt8,
        ImageElement.Float16 => ElementType.Float16,
        _ => ElementType.Float,
    };
}
