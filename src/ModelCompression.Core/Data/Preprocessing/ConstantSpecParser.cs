using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads an input of type <c>constant</c>.</summary>
internal static class ConstantSpecParser
{
    private const int MaxValues = 1 << 16;

    /// <exception cref="UserErrorException">MC2011: names the key and what is allowed.</exception>
    public static ConstantInputSpec Parse(SpecObject spec)
    {
        spec.RequireKeys("type", "values", "dtype");
        var values = spec.List("values");
        if (values.Count is 0 or > MaxValues)
        {
            throw spec.Error("values", $"must be a list of 1 to {MaxValues} numbers");
        }

        var result = new ConstantInputSpec(spec.OneOrMany("values", values.Count, 0, ""), spec.Choice("dtype", ElementType.Float, SpecNames.ConstantTypes));
        var (low, high) = Range(result.Element);
        return result.Values.All(value => value >= low && value <= high && (result.Element is ElementType.Float or ElementType.Float16 or ElementType.Double || Math.Floor(value) == value))
            ? result
            : throw spec.Error("values", $"holds a number that is no {SpecNames.Of(result.Element, SpecNames.ConstantTypes)}");
    }

    /// <summary>What a type holds; 64-bit integers up to where a double counts exactly.</summary>
    private static (double Low, double High) Range(ElementType element) => element switch
    {
        ElementType.Bool => (0, 1),
        ElementType.UInt8 => (0, byte.MaxValue),
        ElementType.Int32 => (int.MinValue, int.MaxValue),
        ElementType.Int64 => (-(1L << 53), 1L << 53),
        ElementType.Float16 => (-65_504, 65_504),
        ElementType.Float => (float.MinValue, float.MaxValue),
        _ => (double.MinValue, double.MaxValue),
    };
}
