using ModelCompression.Compression.Recipes;
using ModelCompression.Evaluation.Resampling;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Compression;

/// <summary>The options of one model, checked and typed. Paths are absolute; empty means not given.</summary>
public sealed record CompressionOptions
{
    public required string Recipe { get; init; }

    /// <summary>Size, Speed or Balanced.</summary>
    public required string Goal { get; init; }

    public required string Target { get; init; }

    /// <summary>Whether layers are reverted when the result would miss the limits.</summary>
    public required bool AccuracyControl { get; init; }

    public required TimeSpan MaxTime { get; init; }

    public required int Seed { get; init; }

    /// <summary>None or ids of quantizers joined by +, in the order they are applied; empty means what Auto chooses.</summary>
    public required string Quantization { get; init; }

    /// <summary>How nodes without a rule of their own are quantized.</summary>
    public required NodeSettings Node { get; init; }

    /// <summary>Null means what Auto chooses; so do the other strategies of recovery.</summary>
    public required bool? CrossLayerEqualization { get; init; }

    public required BiasCorrection? BiasCorrection { get; init; }

    public required string Rounding { get; init; }

    public required SearchedScales ScaleSearch { get; init; }

    public required double Confidence { get; init; }

    /// <summary>Allowed loss of the share of right samples of any single class; null for no limit.</summary>
    public required double? MaxClassDrop { get; init; }

    public required bool? SmoothQuant { get; init; }

    /// <summary>None or the id of an importance criterion.</summary>
    public required string Pruning { get; init; }

    /// <summary>Unstructured or Channel.</summary>
    public required string PruningPattern { get; init; }

    public required string PruningAllocation { get; init; }

    /// <summary>Share of weights to remove, 0 to 1; null when not given.</summary>
    public required double? Sparsity { get; init; }

    public required string CalibrationData { get; init; }

    /// <summary>Calibration samples that are used at most.</summary>
    public required int CalibrationSamples { get; init; }

    public required string ValidationData { get; init; }

    public required string Preprocess { get; init; }

    public required string Labels { get; init; }

    /// <summary>Id of a metric; empty means by the data.</summary>
    public required string Metric { get; init; }

    public required double MaxMetricDrop { get; init; }

    public required double? MinMetric { get; init; }

    public required long? MaxSizeBytes { get; init; }

    public required string GatePolicy { get; init; }

    /// <summary>Id of the way samples are taken apart.</summary>
    public required string Selection { get; init; }

    /// <summary>Its settings.</summary>
    public required ResamplingSettings Resampling { get; init; }

    /// <summary>Error, Warning or None.</summary>
    public required string GateSeverity { get; init; }

    /// <summary>What the recipe file says about single nodes, in its order.</summary>
    public IReadOnlyList<RecipeRule> Rules { get; init; } = [];

    /// <summary>The id of the calibrator; see <see cref="NodeSettings.Calibrator"/>.</summary>
    public string Calibrator => Node.Calibrator;
}
