using ModelCompression.Inference;
using ModelCompression.Metrics;

namespace ModelCompression.Compression;

/// <summary>What was measured on a written file, stored in the cache apart from the file: accuracy and speed against the original.</summary>
public sealed record EvaluationRecord(EvaluationResult Result, LatencyRatio Latency)
{
    /// <summary>Validation samples that are in the calibration data, too.</summary>
    public int SharedSamples { get; init; }

    /// <summary>Texts of which the vocabulary knows nothing.</summary>
    public int UnknownTexts { get; init; }
}
