using System.Globalization;
using ModelCompression.Analysis;
using ModelCompression.Compression.Recipes;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Compression;

/// <summary>What the options come to: the steps that decide about the bytes, with nothing left to a default.</summary>
public static class ResolvedRecipe
{
    /// <summary>
    /// Quantizers in the order they are applied; each takes what the ones before left over. Static where it fuses needs calibration data; Dynamic takes the MatMul and
    /// Gemm that remain; Embedding the tables of look-ups; Float16 stores every other float weight. WeightOnly alone leaves the same two to the rest of the model.
    /// </summary>
    public static IReadOnlyList<string> Quantizers(CompressionOptions options, bool hasCalibration) => options.Quantization switch
    {
        "None" => [],
        "" => [.. (hasCalibration ? new[] { "Static", "Dynamic", "Embedding", "Float16" } : ["Dynamic", "Embedding", "Float16"])
            .Where(id => TargetOf(options).Quantizers?.Contains(id) != false)],
        "WeightOnly" => ["WeightOnly", "Embedding", "Float16"],
        var ids => ids.Split('+'),
    };

    /// <summary>True when nothing is asked for: the model is handed on as it is.</summary>
    public static bool ChangesNothing(CompressionOptions options) =>
        options is { Quantization: "None", Pruning: "None" } && options.Rules.All(rule => rule.Scheme is null);

    /// <summary>Id of the rounding: by default second order where there is data to learn from; without data always to nearest.</summary>
    public static string Rounding(CompressionOptions options, bool hasCalibration) =>
        !hasCalibration ? "Nearest" : options.Rounding == "Auto" ? "SecondOrder" : options.Rounding;

    /// <summary>Which scales are chosen by output error: none where weights are rounded to nearest.</summary>
    public static SearchedScales SearchedScales(CompressionOptions options, bool hasCalibration) =>
        hasCalibration && Rounding(options, hasCalibration) != "Nearest" ? options.ScaleSearch : Quantization.Rounding.SearchedScales.None;

    /// <summary>How biases take up mean errors, which needs data: by default from layer to layer beside a rounding by data, by means alone where weights are rounded to nearest.</summary>
    public static BiasCorrection BiasCorrection(CompressionOptions options, bool hasCalibration) => !hasCalibration ? Quantization.Rounding.BiasCorrection.None
        : options.BiasCorrection ?? (Rounding(options, hasCalibration) == "Nearest" ? Quantization.Rounding.BiasCorrection.Fast : Quantization.Rounding.BiasCorrection.Sequential);

    /// <summary>Option name to value for the report and the cache key.</summary>
    public static IReadOnlyDictionary<string, string> Of(CompressionOptions options, bool hasCalibration)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Quantization"] = string.Join("+", Quantizers(options, hasCalibration)) is { Length: > 0 } steps ? steps : "None",
            ["AccuracyControl"] = "false", // what it decided is in the rules
            ["Goal"] = options.Goal,
            ["Target"] = options.Target,
            ["WeightBits"] = Text(options.Node.WeightBits),
            ["ActivationBits"] = Text(options.Node.ActivationBits),
            ["WeightCalibrator"] = options.Node.WeightCalibrator,
            ["WeightSymmetry"] = options.Node.WeightSymmetry.ToString(),
            ["ActivationSymmetry"] = (TargetOf(options).Activations.Symmetric ? Symmetry.Symmetric : options.Node.ActivationSymmetry).ToString(),
            ["Granularity"] = (OnlyBlocks(options, hasCalibration) ? Granularity.PerBlock : options.Node.Granularity).ToString(),
            ["CrossLayerEqualization"] = Text(FloatEqualization.IsOn(options, hasCalibration)),
            ["BiasCorrection"] = BiasCorrection(options, hasCalibration).ToString(),
            ["Rounding"] = Rounding(options, hasCalibration),
            ["ScaleSearch"] = SearchedScales(options, hasCalibration).ToString(),
            ["SmoothQuant"] = Text(FloatSmoothing.IsOn(options, hasCalibration)),
            ["Seed"] = Text(options.Seed),
            ["Pruning"] = options.Pruning,
        };
        if (options.Node.Granularity == Granularity.PerBlock || Quantizers(options, hasCalibration).Contains("WeightOnly") || options.Rules.Any(rule => rule.Scheme == "WeightOnly"))
        {
            values["BlockSize"] = Text(options.Node.BlockSize);
        }

        if (hasCalibration)
        {
            values["Calibrator"] = options.Calibrator;
            values["CalibrationSamples"] = Text(options.CalibrationSamples);
        }

        if (options.Pruning != "None")
        {
            values["PruningPattern"] = options.PruningPattern;
            values["PruningSchedule"] = "OneShot";
            values["PruningAllocation"] = options.PruningAllocation;
            values["Sparsity"] = options.Sparsity?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        }

        return values;
    }

    /// <summary>The recipe as a file that repeats the build.</summary>
    /// <param name="values">From <see cref="Of"/>.</param>
    public static string ToJson(IReadOnlyDictionary<string, string> values, IReadOnlyList<RecipeRule> rules) => RecipeWriter.ToJson(values, rules);

    /// <summary>True when WeightOnly is the only quantizer of products.</summary>
    private static bool OnlyBlocks(CompressionOptions options, bool hasCalibration) =>
        Quantizers(options, hasCalibration) is var steps && steps.Contains("WeightOnly") && !steps.Any(step => step is "Static" or "Dynamic");

    private static HardwareProfile TargetOf(CompressionOptions options) => TargetRules.ProfileOf(new Catalog(), options);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
