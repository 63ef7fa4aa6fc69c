namespace ModelCompression.Compression.Search;

/// <summary>
/// Which samples of the validation data a search may look at and which the verdict is based on: a seeded 30 % and the other 70 %, so that a search cannot fit the
/// samples it is judged by.
/// </summary>
internal sealed class TuningSplit
{
    /// <summary>With fewer samples, 30 % of them say nothing.</summary>
    public const int FewestSamples = 200;

    private const int Percent = 30;

    private readonly HashSet<int> _tuning;

    /// <param name="count">Number of samples.</param>
    public TuningSplit(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        TuningCount = count * Percent / 100;
        VerdictCount = count - TuningCount;
        _tuning = [.. order.Take(TuningCount)];
    }

    public int TuningCount { get; }

    public int VerdictCount { get; }

    /// <summary>The samples a search may look at, in the order of the data.</summary>
    public IEnumerable<T> Tuning<T>(IEnumerable<T> samples) => samples.Where((_, index) => _tuning.Contains(index));

    /// <summary>The others.</summary>
    public IEnumerable<T> Verdict<T>(IEnumerable<T> samples) => samples.Where((_, index) => !_tuning.Contains(index));
}
