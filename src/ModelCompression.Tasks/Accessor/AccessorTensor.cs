using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Accessor;

/// <summary>An input or output of the model with its name in the generated code.</summary>
internal sealed class AccessorTensor(SignatureValue value, string member)
{
    /// <summary>The model's own name.</summary>
    public string Name => value.Name;

    /// <summary>Name of the property and of the class with the constants.</summary>
    public string Member { get; } = member;

    public int ElementType => value.ElementType;

    /// <summary>True when the generated code can carry it.</summary>
    public bool IsTyped => value.Kind == SignatureKind.Tensor && TensorTypes.IsKnown(value.ElementType);

    public bool IsString => value.ElementType == TensorTypes.StringType;

    /// <summary>False when even the rank is unknown.</summary>
    public bool HasRank => value.Dimensions is not null;

    /// <summary>The dimensions; null when even the rank is unknown.</summary>
    public IReadOnlyList<SignatureDimension>? Dimensions => value.Dimensions;

    /// <summary>The dimensions as literals, -1 for a free one.</summary>
    public IEnumerable<string> Sizes => (value.Dimensions ?? []).Select(dimension => dimension.Size is null ? "-1" : dimension.ToString());

    /// <summary>True when the caller may give the shape: some dimension is free.</summary>
    public bool HasShapeProperty => !HasRank || FreeCount > 0;

    /// <summary>True when the caller has to give the shape: it does not follow from the number of values.</summary>
    public bool NeedsShape => !HasRank || FreeCount > 1;

    /// <summary>Type and shape for the reader, for example <c>float[N, 1, 28, 28]</c>.</summary>
    public string Declaration => value.Kind is SignatureKind.Tensor or SignatureKind.SparseTensor
        ? (value.Kind == SignatureKind.SparseTensor ? "sparse " : "") + TensorTypes.Name(value.ElementType)
            + (value.Dimensions is { } dimensions ? $"[{string.Join(", ", dimensions)}]" : " of any shape")
        : value.Kind.ToString().ToLowerInvariant();

    private int FreeCount => value.Dimensions?.Count(dimension => dimension.Size is null) ?? 0;
}
