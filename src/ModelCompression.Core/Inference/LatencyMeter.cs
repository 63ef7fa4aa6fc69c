namespace ModelCompression.Inference;

/// <summary>
/// Compares the speed of two models by CPU time in interleaved pairs, which a loaded machine disturbs far less than wall time. Both runners should have one
/// thread, and nothing else should run in the process meanwhile.
/// </summary>
/// <param name="cpuTime">CPU time the process has used so far.</param>
public sealed class LatencyMeter(Func<TimeSpan> cpuTime)
{
    /// <summary>Pairs measured unless the budget ends first.</summary>
    public const int Pairs = 31;

    private const int MinPairs = 5;
    private const int WarmUpRounds = 3;
    private const int MaxRounds = 1 << 20;

    /// <summary>Shortest timing the resolution of the CPU clock allows.</summary>
    private static readonly TimeSpan ShortestTiming = TimeSpan.FromMilliseconds(4);

    /// <summary>
    /// Median and quartiles of original time / compressed time over pairs. A timing repeats all samples until it takes 4 ms or more; which model of a pair
    /// comes first alternates.
    /// </summary>
    /// <param name="samples">One or more; each round runs all of them once.</param>
    /// <param name="budget">CPU time after which no more pairs are started, but five are always measured.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public LatencyRatio Measure(
        IModelRunner original, IModelRunner compressed, IReadOnlyList<Sample> samples, TimeSpan budget, CancellationToken cancellation)
    {
        if (samples.Count == 0)
        {
            throw new ArgumentException("There is no sample to measure with.", nameof(samples));
        }

        var end = cpuTime() + budget;
        var originalRounds = RoundsFor(original, samples, cancellation);
        var compressedRounds = RoundsFor(compressed, samples, cancellation);
        var originalTimes = new List<double>(Pairs);
        var compressedTimes = new List<double>(Pairs);
        for (var pair = 0; pair < Pairs && (pair < MinPairs || cpuTime() < end); pair++)
        {
            if (pair % 2 == 0)
            {
                originalTimes.Add(Time(original, samples, originalRounds, cancellation));
                compressedTimes.Add(Time(compressed, samples, compressedRounds, cancellation));
            }
            else
            {
                compressedTimes.Add(Time(compressed, samples, compressedRounds, cancellation));
                originalTimes.Add(Time(original, samples, originalRounds, cancellation));
            }
        }

        return Summarize(originalTimes, compressedTimes);
    }

    private static LatencyRatio Summarize(List<double> original, List<double> compressed)
    {
        var ratios = original.Zip(compressed, (first, second) => first / second).Order().ToList();
        return new LatencyRatio(
            Quantile(ratios, 0.5),
            Quantile(ratios, 0.25),
            Quantile(ratios, 0.75),
            Quantile([.. original.Order()], 0.5),
            Quantile([.. compressed.Order()], 0.5),
            ratios.Count);
    }

    /// <summary>Linear interpolation between the two nearest order statistics.</summary>
    private static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        var position = share * (sorted.Count - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>Warms up, then doubles the rounds until they take long enough to be timed.</summary>
    private int RoundsFor(IModelRunner runner, IReadOnlyList<Sample> samples, CancellationToken cancellation)
    {
        Run(runner, samples, WarmUpRounds, cancellation);
        var rounds = 1;
        for (; rounds < MaxRounds; rounds *= 2)
        {
            var start = cpuTime();
            Run(runner, samples, rounds, cancellation);
            if (cpuTime() - start >= ShortestTiming)
            {
                break;
            }
        }

        return rounds;
    }

    /// <summary>Milliseconds of one run; at least one tick of the clock, so that ratios are finite.</summary>
    private double Time(IModelRunner runner, IReadOnlyList<Sample> samples, int rounds, CancellationToken cancellation)
    {
        var start = cpuTime();
        Run(runner, samples, rounds, cancellation);
        var elapsed = Math.Max((cpuTime() - start).TotalMilliseconds, 1.0 / TimeSpan.TicksPerMillisecond);
        return elapsed / rounds / samples.Count;
    }

    private static void Run(IModelRunner runner, IReadOnlyList<Sample> samples, int rounds, CancellationToken cancellation)
    {
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var sample in samples)
            {
                runner.Run(sample);
            }
        }
    }
}
