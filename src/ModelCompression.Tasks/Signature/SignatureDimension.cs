using System.Globalization;

namespace ModelCompression.Tasks.Signature;

/// <summary>One dimension of a tensor: a size, or free with or without a symbol.</summary>
public sealed class SignatureDimension(long? size, string? symbol)
{
    /// <summary>The number of elements; null when it is free.</summary>
    public long? Size { get; } = size;

    /// <summary>The name of a free dimension; null when it has a size or no name.</summary>
    public string? Symbol { get; } = symbol;

    /// <summary>The size, the symbol, or <c>?</c>.</summary>
    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
