using System.Globalization;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;

namespace ModelCompression.Benchmarks;

/// <summary>Speed of one model against another: 31 interleaved pairs of CPU time at one thread, on a seeded random input.</summary>
internal static class PairedRun
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    public static int Run(string original, string compressed)
    {
        var runners = new OrtRunnerFactory();
        using var before = runners.Load(Path.GetFullPath(original), new RunnerOptions());
        using var after = runners.Load(Path.GetFullPath(compressed), new RunnerOptions());
        var samples = RandomSamples.Create(before.Inputs, 1, seed: 0);
        var ratio = new LatencyMeter(() => Environment.CpuUsage.TotalTime).Measure(before, after, samples, Budget, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ratio.Ratio:0.000}x (quartiles {ratio.LowerQuartile:0.000} to {ratio.UpperQuartile:0.000}), {ratio.OriginalMilliseconds:0.000} ms to {ratio.CompressedMilliseconds:0.000} ms, {ratio.Pairs} pairs, {runners.CpuClass}, {runners.Runtime}"));
        return 0;
    }
}
