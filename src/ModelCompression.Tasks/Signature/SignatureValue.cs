namespace ModelCompression.Tasks.Signature;

/// <summary>One input or output of a model.</summary>
public sealed class SignatureValue(string name, SignatureKind kind, int elementType, IReadOnlyList<SignatureDimension>? dimensions, bool hasDefault = false)
{
    public string Name { get; } = name;

    /// <summary>What kind of value it is.</summary>
    public SignatureKind Kind { get; } = kind;

    /// <summary>ONNX's number of the element type (1 is float) of a dense or sparse tensor; 0 when unknown or not a tensor.</summary>
    public int ElementType { get; } = elementType;

    /// <summary>The dimensions; null when the rank is unknown, empty for a scalar.</summary>
    public IReadOnlyList<SignatureDimension>? Dimensions { get; } = dimensions;

    /// <summary>True for an input that is also an initializer: a caller may leave it out.</summary>
    public bool HasDefault { get; } = hasDefault;
}
