namespace ModelCompression.Compression;

/// <summary>Models of old opsets are raised where the recipe computes in integers: below, operators that only move values have no integer form.</summary>
internal static class OpsetRaising
{
    private static readonly string[] Benefiting = ["Static", "Dynamic"];

    public static bool IsOn(CompressionOptions options, bool hasCalibration) =>
        ResolvedRecipe.Quantizers(options, hasCalibration).Concat(options.Rules.Select(rule => rule.Scheme)).Any(Benefiting.Contains);
}
