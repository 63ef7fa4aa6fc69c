using System.Globalization;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;

namespace ModelCompression.Benchmarks;

/// <summary>What the data costs: CPU time of reading and preprocessing over CPU time of running the model, sample by sample in turn, at one thread.</summary>
internal static class PreprocessRun
{
    public const string Usage = "preprocess MODEL --data PATH --preprocess SPEC";

    private const int UserError = 2;
    private const int WarmUp = 20;

    /// <returns>Exit code: 0, or 2 when the arguments, the model or the data must be corrected.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments.Length != 5 || PairedArguments.Parse([arguments[0], .. arguments]) is not { Data: { } data, Preprocess: { } preprocess } request)
        {
            Console.Error.WriteLine($"Usage: {Usage}");
            return UserError;
        }

        try
        {
            Console.WriteLine(Measure(request.Original, data, preprocess));
            return 0;
        }
        catch (UserErrorException e)
        {
            Console.Error.WriteLine($"{e.Diagnostic.Code}: {e.Diagnostic.Message}");
            return UserError;
        }
    }

    private static string Measure(string model, string path, string preprocess)
    {
        var runners = new OrtRunnerFactory();
        using var runner = runners.Load(model, new RunnerOptions());
        var data = Dataset.Open(new DatasetSource(path, PreprocessingSpec.Load(preprocess)), runner.Inputs);
        using var samples = data.Read(CancellationToken.None).GetEnumerator();
        var (reading, running) = (TimeSpan.Zero, TimeSpan.Zero);
        var ratios = new List<double>();
        for (var start = Now; samples.MoveNext(); start = Now)
        {
            var read = Now;
            runner.Run(samples.Current);
            var ran = Now;
            reading += read - start;
            running += ran - read;
            ratios.Add((read - start) / (ran - read));
        }

        ratios.RemoveRange(0, Math.Min(WarmUp, ratios.Count - 1));
        ratios.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"{reading / running:0.000} of inference ({reading.TotalSeconds:0.00} s to {running.TotalSeconds:0.00} s), by sample {At(ratios, 0.5):0.000} (quartiles {At(ratios, 0.25):0.000} to {At(ratios, 0.75):0.000}), {data.Count} samples, {runners.CpuClass}, {runners.Runtime}");
    }

    private static TimeSpan Now => Environment.CpuUsage.TotalTime;

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}
