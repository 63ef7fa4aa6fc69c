using System.Diagnostics;
using System.Globalization;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Search;
using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;

namespace ModelCompression.Benchmarks;

/// <summary>What each strategy of accuracy recovery is worth on a model: compresses it with one strategy after the other switched over and prints a table.</summary>
internal static class RecoveryRun
{
    private const int UserError = 2;

    /// <returns>Exit code: 0, or 2 when the arguments, the model or the data must be corrected.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var catalog = new Catalog();
        if (RecoveryArguments.Parse(arguments, new OptionDefinitions(catalog)) is not { } request)
        {
            Console.Error.WriteLine($"Usage: {RecoveryArguments.Usage}");
            return UserError;
        }

        try
        {
            Measure(request, catalog);
            return 0;
        }
        catch (UserErrorException e)
        {
            Console.Error.WriteLine($"{e.Diagnostic.Code}: {e.Diagnostic.Message}");
            return UserError;
        }
    }

    private static void Measure(RecoveryArguments request, Catalog catalog)
    {
        var runners = new OrtRunnerFactory();
        var rows = request.Variants.Count > 0 ? request.Variants : RecoveryVariants.Of(Read(request, "", catalog));
        Console.WriteLine("| differs from the defaults | metric | lost | SQNR | bytes | wall | peak |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            Console.WriteLine(Row(request, row, runners, catalog));
        }

        Console.WriteLine();
        Console.WriteLine($"{Path.GetFileName(request.Model)}, {runners.CpuClass}, {runners.Runtime}; wall is the time of compression, peak the memory of the process so far.");
    }

    /// <summary>One line of the table: a compression with an empty cache, and the written file against the original on all validation samples.</summary>
    private static string Row(RecoveryArguments request, string variant, IModelRunnerFactory runners, Catalog catalog)
    {
        using var scratch = new ScratchFolder(null);
        var host = new CompressorHost(runners, scratch.Path, Environment.ProcessorCount, "benchmark", () => Environment.CpuUsage.TotalTime);
        var compression = new CompressionRequest(Path.GetFileName(request.Model), request.Model, scratch.File("out.onnx"), Read(request, variant, catalog), Environment.CurrentDirectory, KeepOutputOnFailure: true);
        var original = OnnxReader.Read(request.Model);
        using var data = DataSets.Open(compression.Options, original, searches: false, runners, request.Model);
        var keys = new ResultKeys(host, compression, original, data, CancellationToken.None);
        using var candidates = new CandidateStore(host, catalog, new CompressionCache(scratch.Path, SilentDiagnostics.Instance), compression, (original, data, keys), SilentDiagnostics.Instance);
        var watch = Stopwatch.StartNew();
        var candidate = candidates.Get(compression.Options, CancellationToken.None);
        watch.Stop();
        var peakBytes = Process.GetCurrentProcess().PeakWorkingSet64;
        var evaluation = new EvaluationRequest(request.Model, candidate.Path, data.MetricOf(data.MetricId), data.EvaluationName(compression), host.Threads) { Decoding = data.Decoding, Loop = data.Loop };
        var result = new Evaluator(runners).Measure(evaluation, data.ForEvaluation(0, CancellationToken.None), data.EvaluationCount, SilentDiagnostics.Instance, CancellationToken.None);
        var name = variant.Length == 0 ? "nothing" : variant.Replace(",", ", ", StringComparison.Ordinal).Replace("=", " ", StringComparison.Ordinal);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {result.Metric} {result.Compressed * 100:0.00} | {result.Drop * 100:0.00} | {result.Fidelity.SqnrDecibels:0.00} dB | {candidate.Record.SizeBytes:N0} | {watch.Elapsed.TotalSeconds:0.0} s | {peakBytes / 1e6:0} MB |");
    }

    /// <summary>The options of a row: nothing is searched for, and no gate stands in the way.</summary>
    private static CompressionOptions Read(RecoveryArguments request, string variant, Catalog catalog)
    {
        var values = new Dictionary<string, string>(request.Options, StringComparer.OrdinalIgnoreCase) { ["AccuracyControl"] = "false", ["GateSeverity"] = "None" };
        foreach (var (name, value) in RecoveryVariants.Parse(variant))
        {
            values[name] = value;
        }

        return new OptionReader(new OptionDefinitions(catalog), SilentDiagnostics.Instance).Read(values, Environment.CurrentDirectory);
    }
}
