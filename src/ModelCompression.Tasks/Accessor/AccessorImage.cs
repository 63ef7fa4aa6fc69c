using ModelCompression.Runtime.Images;

namespace ModelCompression.Tasks.Accessor;

/// <summary>An input that is made of an image.</summary>
/// <param name="tensor">The input.</param>
/// <param name="method">Name of the method that makes it.</param>
/// <param name="isWholeInput">True when the method returns the input class with everything in it; false when it returns the values.</param>
internal sealed class AccessorImage(AccessorTensor tensor, ImageSpec spec, string method, bool isWholeInput)
{
    public AccessorTensor Tensor { get; } = tensor;

    public ImageSpec Spec { get; } = spec;

    public string Method { get; } = method;

    public bool IsWholeInput { get; } = isWholeInput;

    /// <summary>Name of the field with the spec.</summary>
    public string Field => "Of" + Tensor.Member;

    public ImageShape Shape { get; } = new(tensor, spec);

    /// <summary>True when the caller has to hand on the shape together with the values.</summary>
    public bool HasShapeParameter => !IsWholeInput && Tensor.NeedsShape;

    /// <summary>False when the model needs a shape that cannot be told from an image.</summary>
    public bool IsPossible => Shape.Code is not null || !Tensor.NeedsShape;
}
