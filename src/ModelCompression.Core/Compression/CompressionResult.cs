namespace ModelCompression.Compression;

/// <summary>What the engine had to do for a result.</summary>
public enum Work
{
    /// <summary>Everything came from the cache.</summary>
    Cached,

    /// <summary>The compressed file came from the cache and was evaluated.</summary>
    Evaluated,

    /// <summary>The model was compressed and evaluated.</summary>
    Compressed,
}

/// <summary>The outcome for one model.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="OriginalBytes">Size of the original with its external data.</param>
/// <param name="Candidate">The compressed file.</param>
/// <param name="Evaluation">Measured on the written file; null when nothing could be measured.</param>
/// <param name="Verdict">The gate's decision with its reasons.</param>
/// <param name="Accepted">True when the compressed file was put in place.</param>
/// <param name="IsGated">True when accuracy was measured on validation data and so could fail.</param>
/// <param name="Data">Which data did what.</param>
/// <param name="Preprocessing">The resolved preprocessing spec, or null.</param>
public sealed record CompressionResult(
    CompressionRequest Request,
    long OriginalBytes,
    CandidateRecord Candidate,
    EvaluationRecord Evaluation,
    Gating.Verdict Verdict,
    bool Accepted,
    bool IsGated,
    IReadOnlyList<Reporting.DataReport> Data,
    string? Preprocessing,
    Work Work)
{
    /// <summary>Small pictures of samples that changed, by the sample's name, as PNG files.</summary>
    public IReadOnlyDictionary<string, byte[]> Thumbnails { get; init; } = new Dictionary<string, byte[]>();
}
