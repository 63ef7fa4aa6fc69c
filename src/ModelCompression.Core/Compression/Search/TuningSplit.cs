namespace ModelCompression.Compression.Search;

/// <summary>
/// Which samples of the validation data a search may look at and which the verdict is based on: a seeded 30 % and the other 70 %, so that a search cannot fit the
/// samples it is judged by. Samples that belong together, such as the two of a pair, stay on one side.
/// </summary>
internal sealed class TuningSplit
{
    /// <summary>With fewer samples, 30 % of them say nothing.</summary>
    public const int FewestSamples = 200;

    private const int Percent = 30;

    private readonly HashSet<int> _tuning;
    private readonly int _groupSize;

    /// <param name="count">Number of samples.</param>
    /// <param name="groupSize">How many in a row belong together.</param>
    public TuningSplit(int count, int seed, int groupSize = 1)
    {
        var groups = count / groupSize;
        var tuningGroups = groups * Percent / 100;
        var order = Enumerable.Range(0, groups).ToArray();
        new Random(seed).Shuffle(order);
        _groupSize = groupSize;
        TuningCount = tuningGroups * groupSize;
        VerdictCount = count - TuningCount;
        _tuning = [.. order.Take(tuningGroups)];
    }

    public int TuningCount { get; }

    public int VerdictCount { get; }

    /// <summary>The place in the data of the sample that is <paramref name="nth"/> of those the verdict is based on, 0-based.</summary>
    public int VerdictIndex(int nth) => Verdict(Enumerable.Range(0, TuningCount + VerdictCount)).ElementAt(nth);

    /// <summary>The samples a search may look at, in the order of the data.</summary>
    public IEnumerable<T> Tuning<T>(IEnumerable<T> samples) => samples.Where((_, index) => _tuning.Contains(index / _groupSize));

    /// <summary>The others.</summary>
    public IEnumerable<T> Verdict<T>(IEnumerable<T> samples) => samples.Where((_, index) => !_tuning.Contains(index / _groupSize));
}
