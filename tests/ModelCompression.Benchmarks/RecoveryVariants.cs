using ModelCompression.Compression;

namespace ModelCompression.Benchmarks;

/// <summary>The rows of a table that shows what each strategy of recovery is worth.</summary>
internal static class RecoveryVariants
{
    /// <summary>The defaults, then one strategy after the other switched over while the others stay at their defaults; then none at all.</summary>
    public static IReadOnlyList<string> Of(CompressionOptions options)
    {
        var steps = ResolvedRecipe.Quantizers(options, hasCalibration: true);
        var equalizes = FloatEqualization.IsOn(options, hasCalibration: true);
        var rows = new List<string> { "" };
        if (equalizes)
        {
            rows.Add("CrossLayerEqualization=false");
        }

        if (steps.Contains("Dynamic"))
        {
            rows.Add("SmoothQuant=false");
        }

        rows.AddRange(["BiasCorrection=None", "BiasCorrection=Fast", "Rounding=Nearest", "ScaleSearch=None", "ScaleSearch=All"]);
        rows.Add("BiasCorrection=Sequential,Rounding=Nearest");
        rows.Add((equalizes ? "CrossLayerEqualization=false," : "") + "BiasCorrection=None,Rounding=Nearest");
        return rows;
    }

    /// <exception cref="FormatException">A part is not of the form Name=Value.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Parse(string variant) =>
        variant.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=') is [var name, var value]
            ? KeyValuePair.Create(name, value)
            : throw new FormatException($"'{part}' is not of the form Name=Value."));
}
