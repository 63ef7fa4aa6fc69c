using System.Globalization;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;

namespace ModelCompression.Benchmarks;

/// <summary>Speed of one model against another: 31 interleaved pairs of CPU time at one thread, on samples of a data set or a seeded random input.</summary>
internal static class PairedRun
{
    private const int DataSamples = 8;
    private const int UserError = 2;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);

    /// <returns>Exit code: 0, or 2 when the arguments, a model or the data must be corrected.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (PairedArguments.Parse(arguments) is not { } request)
        {
            Console.Error.WriteLine($"Usage: {PairedArguments.Usage}");
            return UserError;
        }

        try
        {
            Console.WriteLine(Measure(request));
            return 0;
        }
        catch (UserErrorException e)
        {
            Console.Error.WriteLine($"{e.Diagnostic.Code}: {e.Diagnostic.Message}");
            return UserError;
        }
    }

    private static string Measure(PairedArguments request)
    {
        var runners = new OrtRunnerFactory();
        using var before = runners.Load(request.Original, new RunnerOptions());
        using var after = runners.Load(request.Compressed, new RunnerOptions());
        var samples = Samples(request, before.Inputs);
        var ratio = new LatencyMeter(() => Environment.CpuUsage.TotalTime).Measure(before, after, samples, Budget, CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture,
            $"{ratio.Ratio:0.000}x (quartiles {ratio.LowerQuartile:0.000} to {ratio.UpperQuartile:0.000}), {ratio.OriginalMilliseconds:0.000} ms to {ratio.CompressedMilliseconds:0.000} ms, {ratio.Pairs} pairs, {samples.Count} samples, {runners.CpuClass}, {runners.Runtime}");
    }

    /// <summary>Up to eight samples, spread evenly over the data.</summary>
    private static IReadOnlyList<Sample> Samples(PairedArguments request, IReadOnlyList<Port> inputs)
    {
        if (request.Data is null)
        {
            return RandomSamples.Create(inputs, 1, seed: 0);
        }

        var spec = request.Preprocess is null ? null : PreprocessingSpec.Load(request.Preprocess);
        var data = Dataset.Open(new DatasetSource(request.Data, spec), inputs);
        var count = Math.Min(DataSamples, data.Count);
        return [.. data.Read([.. Enumerable.Range(0, count).Select(i => i * data.Count / count)], CancellationToken.None)];
    }
}
