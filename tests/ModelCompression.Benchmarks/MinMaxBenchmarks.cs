using BenchmarkDotNet.Attributes;
using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Benchmarks;

/// <summary>The extremes of a tensor against a plain loop, on an activation of 112 x 112 x 32.</summary>
public class MinMaxBenchmarks
{
    private readonly float[] _values = [.. Enumerable.Range(0, 112 * 112 * 32).Select(i => MathF.Sin(i))];

    [Benchmark(Baseline = true)]
    public ActivationRange Loop()
    {
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        foreach (var value in _values)
        {
            min = MathF.Min(min, value);
            max = MathF.Max(max, value);
        }

        return new ActivationRange(min, max);
    }

    [Benchmark]
    public ActivationRange Statistics()
    {
        var statistics = new TensorStatistics(withHistogram: false);
        statistics.Add(_values);
        return statistics.Extremes;
    }
}
