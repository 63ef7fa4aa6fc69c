namespace ModelCompression.Calibration;

/// <summary>
/// Running sums that give the divergence of a histogram from its quantized self without a loop over bins: within a group of bins q is constant, so
/// sum p log(p / q) needs only the group's sum of c log c, its count, and how many of its bins are not empty.
/// </summary>
internal sealed class EntropySums
{
    /// <summary>Count that an empty bin of q is given where p has something.</summary>
    private const double Smoothing = 1e-4;

    private readonly double[] _bins;
    private readonly double[] _count;
    private readonly double[] _countLogCount;
    private readonly int[] _filled;

    public EntropySums(double[] bins)
    {
        _bins = bins;
        _count = new double[bins.Length + 1];
        _countLogCount = new double[bins.Length + 1];
        _filled = new int[bins.Length + 1];
        for (var i = 0; i < bins.Length; i++)
        {
            _count[i + 1] = _count[i] + bins[i];
            _countLogCount[i + 1] = _countLogCount[i] + (bins[i] > 0 ? bins[i] * Math.Log(bins[i]) : 0);
            _filled[i + 1] = _filled[i] + (bins[i] > 0 ? 1 : 0);
        }
    }

    /// <summary>
    /// sum p log(p / q) over bins [from, to): group j of <paramref name="levels"/> holds the bins from + j n / levels to from + (j + 1) n / levels (rounded down), n = to - from.
    /// Infinite when nothing lies inside.
    /// </summary>
    public double Divergence(int from, int to, int levels)
    {
        var inside = _count[to] - _count[from];
        if (inside == 0)
        {
            return double.PositiveInfinity;
        }

        var sum = 0.0;
        var start = from;
        for (var level = 1; level <= levels; level++)
        {
            var end = from + (int)((long)level * (to - from) / levels);
            if (_filled[end] > _filled[start])
            {
                var count = _count[end] - _count[start];
                sum += _countLogCount[end] - _countLogCount[start] - count * Math.Log(count / (_filled[end] - _filled[start]));
            }

            start = end;
        }

        var total = _count[^1];
        sum += inside * Math.Log(inside / total);
        return (sum + OutsideAt(from, from, to, levels, _count[from]) + OutsideAt(to - 1, from, to, levels, total - _count[to])) / total;
    }

    /// <summary>What p log(p / q) of one end bin grows by when the <paramref name="outside"/> values are added to p there.</summary>
    private double OutsideAt(int bin, int from, int to, int levels, double outside)
    {
        if (outside == 0)
        {
            return 0;
        }

        var size = to - from;
        var level = (int)(((long)(bin - from + 1) * levels - 1) / size);
        var (start, end) = (from + (int)((long)level * size / levels), from + (int)((long)(level + 1) * size / levels));
        var own = _bins[bin];
        var spread = own > 0 ? (_count[end] - _count[start]) / (_filled[end] - _filled[start]) : Smoothing;
        var logQ = Math.Log(spread * _count[^1] / (_count[to] - _count[from]));
        return (own + outside) * (Math.Log(own + outside) - logQ) - (own > 0 ? own * (Math.Log(own) - logQ) : 0);
    }
}
