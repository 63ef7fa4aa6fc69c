using ModelCompression.Inference;

namespace ModelCompression.Compression.Search;

/// <summary>Times candidates against the original, each once.</summary>
/// <param name="canMeasure">False when this machine does not run models the way their target does.</param>
internal sealed class SpeedCheck(CompressorHost host, CompressionRequest request, Func<Sample> sample, bool canMeasure)
{
    /// <summary>Ratios above this are within the noise of equal speed.</summary>
    public const double EqualSpeed = 0.95;

    /// <summary>Shorter runs are all call overhead, and nobody waits for them.</summary>
    private const double NoticeableMilliseconds = 0.1;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, LatencyRatio> _known = new(StringComparer.Ordinal);

    public bool CanMeasure => canMeasure;

    /// <param name="path">The file.</param>
    /// <param name="sha256">Its hash.</param>
    public LatencyRatio Measure(string path, string sha256, CancellationToken cancel)
    {
        if (!canMeasure)
        {
            return LatencyRatio.NotMeasured;
        }

        if (!_known.TryGetValue(sha256, out var ratio))
        {
            using var before = host.Runners.Load(request.ModelPath, new RunnerOptions());
            using var after = host.Runners.Load(path, new RunnerOptions());
            _known[sha256] = ratio = new LatencyMeter(host.CpuTime).Measure(before, after, [sample()], Budget, cancel);
        }

        return ratio;
    }

    /// <summary>True when three quarters of the pairs are faster than the original.</summary>
    public static bool IsFaster(LatencyRatio ratio) => ratio.LowerQuartile > 1;

    /// <summary>True when the candidate is slower by more than noise, and somebody might notice.</summary>
    public static bool IsSlower(LatencyRatio ratio) => ratio.UpperQuartile < EqualSpeed && ratio.CompressedMilliseconds >= NoticeableMilliseconds;
}
