using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Gating;
using ModelCompression.Inference;
using ModelCompression.Metrics;

namespace ModelCompression.Compression.Search;

/// <summary>How a candidate does on the samples a search may look at.</summary>
/// <param name="Passed">True when it keeps to the limits.</param>
/// <param name="Drop">Loss of the metric, positive when worse.</param>
/// <param name="Decibels">Signal to noise of the outputs.</param>
internal sealed record TuningScore(bool Passed, double Drop, double Decibels)
{
    private const double NoticeableDecibels = 0.05;

    /// <summary>True when this is the better one of two: limits first, then the metric, then the outputs.</summary>
    public bool IsBetterThan(TuningScore other) => Passed != other.Passed ? Passed
        : Drop != other.Drop ? Drop < other.Drop || double.IsNaN(other.Drop)
        : IsCloserThan(other);

    /// <summary>True when the outputs are closer to the original's.</summary>
    public bool IsCloserThan(TuningScore other) => Decibels > other.Decibels + NoticeableDecibels;
}

/// <summary>
/// The samples a search looks at: a share of the validation data and its metric, or, where those are too few, calibration data and agreement with the original.
/// </summary>
internal sealed class TuningSet
{
    private const int MaxCalibrationSamples = 128;

    /// <summary>Allowed loss of mean cosine where the metric itself cannot be measured.</summary>
    private const double FidelityLimit = 0.01;

    private readonly CompressorHost _host;
    private readonly CompressionRequest _request;
    private readonly DataSets _data;

    public TuningSet(CompressorHost host, CompressionRequest request, DataSets data)
    {
        _host = host;
        _request = request;
        _data = data;
        var automatic = request.Options.Quantization.Length == 0 && request.Options.Node.WeightBits == 8;
        UsesValidation = data.Split is not null;
        Exists = request.Options.AccuracyControl && (UsesValidation || (data.Calibration is not null && (data.IsGated || automatic)));
    }

    /// <summary>False when there is nothing to tune with; then every candidate counts as good enough.</summary>
    public bool Exists { get; }

    /// <summary>True for a share of the validation data, false for calibration data.</summary>
    public bool UsesValidation { get; }

    public int Count => UsesValidation ? _data.Split?.TuningCount ?? 0 : Math.Min(MaxCalibrationSamples, _data.Calibration?.Count ?? 0);

    /// <summary>A change of the metric that says nothing: a quarter of what is allowed, or one sample.</summary>
    public double Noise => Math.Max(_request.Options.MaxMetricDrop / 4, 1.0 / Math.Max(1, Count));

    public string MetricId => UsesValidation ? _data.MetricId : "Fidelity";

    public TuningScore Score(string candidate, CancellationToken cancel) => Score(candidate, Read(cancel), Count, cancel);

    /// <summary>At most <paramref name="most"/> samples, spread evenly over all; those that belong together stay together.</summary>
    public IReadOnlyList<Sample> Some(int most, CancellationToken cancel)
    {
        var group = UsesValidation ? _data.Validation?.GroupSize ?? 1 : 1;
        var step = Math.Max(1, (Count + most - 1) / most);
        return [.. Read(cancel).Where((_, index) => index / group % step == 0)];
    }

    public TuningScore Score(string candidate, IEnumerable<Sample> samples, int count, CancellationToken cancel)
    {
        if (!Exists)
        {
            return new TuningScore(true, 0, double.PositiveInfinity);
        }

        var options = _request.Options;
        var evaluation = new EvaluationRequest(_request.ModelPath, candidate, _data.MetricOf(MetricId), "tuning samples", _host.Threads) { Decoding = _data.Decoding, Loop = _data.Loop };
        var result = new Evaluator(_host.Runners).Measure(evaluation, samples, count, SilentDiagnostics.Instance, cancel);
        var limits = MetricId == "Fidelity"
            ? new GateLimits(_data.MetricId == "Fidelity" ? options.MaxMetricDrop : FidelityLimit)
            : new GateLimits(options.MaxMetricDrop, options.MinMetric);
        var verdict = new PointPolicy().Judge(result, limits, "tuning samples"); // a search aims at the limit itself; how sure one can be is said of the other samples
        return new TuningScore(verdict.Decision != Decision.Fail, result.Drop, result.Fidelity.SqnrDecibels);
    }

    private IEnumerable<Sample> Read(CancellationToken cancel) => UsesValidation
        ? _data.ForTuning(cancel)
        : _data.Calibration?.Subset(MaxCalibrationSamples).Read(cancel) ?? [];
}
