using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Scores of all frames; sorted once, however often they are weighted.</summary>
internal sealed class FrameAucAccumulator : IMetricAccumulator
{
    private const string Metric = "FrameAuc";

    private readonly List<(double Score, int Recording, bool IsPositive)> _frames = [];
    private readonly Lock _gate = new();
    private Part[]? _parts;
    private bool _hasNaN;

    public int Count { get; private set; }

    public long Steps => Math.Max(Count, _frames.Count);

    /// <exception cref="Diagnostics.UserErrorException">MC2007: all frames are of one kind.</exception>
    public double Value
    {
        get
        {
            var positive = _frames.Count(frame => frame.IsPositive);
            return Count == 0 ? double.NaN
                : positive == 0 || positive == _frames.Count ? throw FrameScores.OneKind(Metric, positive > 0)
                : Weighted([.. Enumerable.Repeat(1, Count)]);
        }
    }

    /// <summary>A recording alone may have frames of one kind only.</summary>
    public IReadOnlyList<double> PerSample => [];

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        var scores = FrameScores.Of(Metric, sample, outputs);
        for (var i = 0; i < scores.Values.Length; i++)
        {
            _frames.Add((scores.Values[i], Count, scores.Positive[i]));
            _hasNaN |= double.IsNaN(scores.Values[i]);
        }

        Count++;
        _parts = null;
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        Part[] parts;
        lock (_gate)
        {
            parts = _parts ??= Sorted();
        }

        double pairs = 0, positives = 0, negatives = 0, positive = 0, negative = 0;
        foreach (var part in parts)
        {
            positive += (double)weights[part.Recording] * part.Positive;
            negative += (double)weights[part.Recording] * part.Negative;
            if (part.EndsTie)
            {
                pairs += positive * (negatives + (negative / 2));
                (positives, negatives, positive, negative) = (positives + positive, negatives + negative, 0, 0);
            }
        }

        return _hasNaN ? double.NaN : pairs / (positives * negatives);
    }

    /// <summary>By ascending score; frames of one recording with one score are counted together.</summary>
    private Part[] Sorted()
    {
        var parts = new List<Part>();
        foreach (var tie in _frames.GroupBy(frame => frame.Score).OrderBy(group => group.Key))
        {
            var recordings = tie.GroupBy(frame => frame.Recording).ToList();
            parts.AddRange(recordings.Select((part, i) => new Part(part.Key, part.Count(frame => frame.IsPositive), part.Count(frame => !frame.IsPositive), i == recordings.Count - 1)));
        }

        return [.. parts];
    }

    /// <summary>Frames of one recording with one score.</summary>
    /// <param name="EndsTie">True for the last part with its score.</param>
    private readonly record struct Part(int Recording, int Positive, int Negative, bool EndsTie);
}
