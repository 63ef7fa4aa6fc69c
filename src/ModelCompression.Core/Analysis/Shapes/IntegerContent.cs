using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Content of small integer tensors, and arithmetic on it.</summary>
internal static class IntegerContent
{
    /// <summary>Longer content is not followed.</summary>
    public const int MaxElements = 64;

    public static IReadOnlyList<Dimension>? Of(TensorData? data) =>
        data is { Element: ElementType.Int64 or ElementType.Int32, Count: <= MaxElements, Shape.Rank: <= 1 }
            ? [.. data.ToInt64s().Select(Dimension.Of)]
            : null;

    /// <summary>One element of a broadcasting integer operation; unknown unless the result is certain.</summary>
    public static Dimension Combine(string opType, Dimension left, Dimension right) => (opType, left.Size, right.Size) switch
    {
        ("Add", { } a, { } b) => Checked(() => checked(a + b)),
        ("Sub", { } a, { } b) => Checked(() => checked(a - b)),
        ("Mul", { } a, { } b) => Checked(() => checked(a * b)),
        ("Div", { } a, { } b) when b != 0 && a >= 0 && b > 0 => Dimension.Of(a / b),
        ("Min", { } a, { } b) => Dimension.Of(Math.Min(a, b)),
        ("Max", { } a, { } b) => Dimension.Of(Math.Max(a, b)),
        ("Add", 0, _) => right,
        ("Add" or "Sub", _, 0) => left,
        ("Mul", 1, _) => right,
        ("Mul" or "Div", _, 1) => left,
        ("Mul", 0, _) or ("Mul", _, 0) => Dimension.Of(0),
        _ => Dimension.Unknown,
    };

    /// <summary>1 for equal, 0 for different, else unknown. Symbols stand for sizes, which are never negative.</summary>
    public static Dimension AreEqual(Dimension left, Dimension right) => (left, right) switch
    {
        ({ Size: { } a }, { Size: { } b }) => Dimension.Of(a == b ? 1 : 0),
        ({ Symbol: { } a }, { Symbol: { } b }) when a == b => Dimension.Of(1),
        ({ Size: < 0 }, { Symbol: not null }) or ({ Symbol: not null }, { Size: < 0 }) => Dimension.Of(0),
        _ => Dimension.Unknown,
    };

    private static Dimension Checked(Func<long> compute)
    {
        try
        {
            return Dimension.Of(compute());
        }
        catch (OverflowException)
        {
            return Dimension.Unknown;
        }
    }
}
