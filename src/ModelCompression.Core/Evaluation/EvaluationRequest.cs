using ModelCompression.Evaluation.Resampling;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;

namespace ModelCompression.Evaluation;

/// <summary>Two models to run on the same samples.</summary>
/// <param name="Original">Path of the original model.</param>
/// <param name="Candidate">Path of the compressed model: the file as it would be shipped.</param>
/// <param name="Data">Name of the data set for messages.</param>
/// <param name="Threads">Threads to use; results do not depend on it.</param>
/// <param name="Exact">True measures with kernels that never saturate.</param>
public sealed record EvaluationRequest(string Original, string Candidate, IMetric Metric, string Data, int Threads = 1, bool Exact = false)
{
    /// <summary>How outputs are decoded before the metric sees them.</summary>
    public OutputDecoding Decoding { get; init; } = OutputDecoding.Raw;

    /// <summary>How the samples are taken apart to see the metric scatter; null for not at all.</summary>
    public EvaluationMode? Mode { get; init; }

    /// <summary>How both models are run over recordings, each with its own states; null when samples are run at once.</summary>
    public FrameLoop? Loop { get; init; }

    /// <summary>Draws for the scatter of metrics that do not count successes; 0 for none.</summary>
    public int Draws { get; init; }

    /// <summary>Seed of the draws.</summary>
    public int Seed { get; init; }
}
