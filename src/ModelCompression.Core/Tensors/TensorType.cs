namespace ModelCompression.Tensors;

/// <summary>Declared type of a tensor value; <see cref="Dims"/> is null when even the rank is unknown.</summary>
public sealed record TensorType(ElementType Element, IReadOnlyList<Dimension>? Dims)
{
    public int? Rank => Dims?.Count;

    /// <summary>The shape when every dimension is a size, else null.</summary>
    public Shape? KnownShape =>
        Dims is { } dims && dims.All(dim => dim.Size is >= 0) ? new Shape([.. dims.Select(dim => dim.Size!.Value)]) : null; // checked by All

    public static TensorType Of(ElementType element, Shape shape) => new(element, [.. shape.Dims.Select(Dimension.Of)]);

    public bool Equals(TensorType? other) =>
        other is not null && Element == other.Element
        && (Dims is null ? other.Dims is null : other.Dims is not null && Dims.SequenceEqual(other.Dims));

    public override int GetHashCode() => HashCode.Combine(Element, Dims?.Count);

    public override string ToString() => $"{Element}[{(Dims is null ? "..." : string.Join(',', Dims))}]";
}
