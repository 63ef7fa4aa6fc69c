using System.Globalization;

namespace ModelCompression.Tensors;

/// <summary>One declared dimension: a size, a symbol such as <c>batch</c>, or unknown (both null).</summary>
public readonly record struct Dimension(long? Size, string? Symbol)
{
    public static readonly Dimension Unknown = new(null, null);

    public static Dimension Of(long size) => new(size, null);

    public static Dimension Named(string symbol) => new(null, symbol);

    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
