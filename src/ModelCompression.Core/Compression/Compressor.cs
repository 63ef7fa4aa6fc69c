using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Gating;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Metrics;
using ModelCompression.Onnx;

namespace ModelCompression.Compression;

/// <summary>What the compressor needs from the process it runs in.</summary>
/// <param name="Runners">The runtime.</param>
/// <param name="CacheFolder">Absolute folder of the cache.</param>
/// <param name="Threads">Threads for calibration and evaluation; 1 or more.</param>
/// <param name="Version">Version of this tool, part of every cache key.</param>
/// <param name="CpuTime">CPU time of the process so far.</param>
public sealed record CompressorHost(IModelRunnerFactory Runners, string CacheFolder, int Threads, string Version, Func<TimeSpan> CpuTime);

/// <summary>Compresses one model: read, build a candidate, measure the written file against the original file, judge, put in place.</summary>
public sealed class Compressor(CompressorHost host, Catalog catalog, IDiagnostics sink)
{
    private static readonly TimeSpan LatencyBudget = TimeSpan.FromSeconds(20);

    /// <exception cref="UserErrorException">Anything the user can fix; nothing was overwritten.</exception>
    public CompressionResult Run(CompressionRequest request, CancellationToken cancel) =>
        Bounded(request, cancel, (compressor, limited) => compressor.Run(request, limited, cancel));

    /// <summary>Measures and judges an existing file; nothing is written.</summary>
    /// <param name="request">ModelPath is the original, OutputPath the file to judge.</param>
    /// <exception cref="UserErrorException">Anything the user can fix.</exception>
    public CompressionResult Evaluate(CompressionRequest request, CancellationToken cancel) => Bounded(request, cancel, (compressor, limited) =>
    {
        limited.CancelAfter(request.Options.MaxTime);
        return compressor.EvaluateFile(request, limited.Token);
    });

    /// <summary>Runs work that a token ends, down to the runs of the runtime, and turns an ended time limit into its diagnostic.</summary>
    private CompressionResult Bounded(CompressionRequest request, CancellationToken cancel, Func<Compressor, CancellationTokenSource, CompressionResult> work)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            return work(new Compressor(host with { Runners = new CancellableRunners(host.Runners, limited.Token) }, catalog, sink), limited);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new UserErrorException(Codes.OutOfTime,
                FormattableString.Invariant($"The time limit of {request.Options.MaxTime.TotalMinutes} minutes was reached. Raise MaxMinutes, or use less data."), request.ModelPath);
        }
    }

    /// <param name="limited">Starts to count when the lock is held: waiting for another build costs no time of this one.</param>
    private CompressionResult Run(CompressionRequest request, CancellationTokenSource limited, CancellationToken outer)
    {
        var cancel = limited.Token;
        OutputFile.Check(request);
        var original = OnnxReader.Read(request.ModelPath);
        SaturationWarning.Report(original, request.Name, sink);
        var data = DataSets.Open(request.Options, original);
        data.WarnAboutGate(sink, request.Options);
        var cache = new CompressionCache(host.CacheFolder, sink);
        var keys = new ResultKeys(host, request, original, data, cancel);
        return cache.Locked(keys.Compression, request.Name, () =>
        {
            limited.CancelAfter(request.Options.MaxTime);
            var found = cache.FindCandidate(keys.Compression);
            var (path, candidate) = found ?? Build(request, original, data, cache, keys.Compression, cancel);
            Replay(found is null ? [] : candidate.Diagnostics);
            var evaluationKey = keys.Evaluation(candidate);
            var known = cache.FindEvaluation(evaluationKey);
            var evaluation = known ?? Measure(request, data, path, cancel);
            if (known is null)
            {
                cache.StoreEvaluation(evaluationKey, evaluation);
            }

            var verdict = Judge(request, data, evaluation, keys.OriginalBytes, candidate.SizeBytes);
            var accepted = verdict.Passed || request.Options.GateSeverity != "Error";
            ReportGate(request, verdict);
            Advice.Report(request, keys.OriginalBytes, candidate, evaluation, sink);
            OutputFile.Place(request, path, accepted);
            return new CompressionResult(request, keys.OriginalBytes, candidate, evaluation, verdict, accepted, data.IsGated,
                data.Describe(request, cancel), data.Preprocessing?.ToResolvedJson(),
                found is null ? Work.Compressed : known is null ? Work.Evaluated : Work.Cached);
        }, outer);
    }

    private CompressionResult EvaluateFile(CompressionRequest request, CancellationToken cancel)
    {
        var original = OnnxReader.Read(request.ModelPath);
        SaturationWarning.Report(original, Path.GetFileName(request.ModelPath), sink);
        var compressed = OnnxReader.Read(request.OutputPath);
        if (request.OutputPath != request.ModelPath)
        {
            SaturationWarning.Report(compressed, request.Name, sink);
        }

        var data = DataSets.Open(request.Options, original);
        var keys = new ResultKeys(host, request, original, data, cancel);
        var candidate = new CandidateRecord(CompressionCache.HashOf(request.OutputPath), new FileInfo(request.OutputPath).Length, [], [], null, new SortedDictionary<string, string>(), []);
        var evaluation = Measure(request, data, request.OutputPath, cancel);
        var verdict = Judge(request, data, evaluation, keys.OriginalBytes, candidate.SizeBytes);
        ReportGate(request, verdict);
        return new CompressionResult(request, keys.OriginalBytes, candidate, evaluation, verdict, verdict.Passed, data.IsGated,
            data.Describe(request, cancel), data.Preprocessing?.ToResolvedJson(), Work.Evaluated);
    }

    private (string Path, CandidateRecord Record) Build(
        CompressionRequest request, Model original, DataSets data, CompressionCache cache, string key, CancellationToken cancel)
    {
        if (request.CacheOnly)
        {
            throw new UserErrorException(Codes.NotInCache, "Mode CacheOnly found no compressed model in the cache. Build once with ModelCompressionMode=Compress.", request.ModelPath);
        }

        using var scratch = new ScratchFolder(Path.Combine(host.CacheFolder, "scratch"));
        var path = scratch.File("model.onnx");
        var diagnostics = new RecordingDiagnostics(sink);
        var builder = new CandidateBuilder(host.Runners, catalog, host.Threads, diagnostics);
        var record = PassThrough.Of(original, request, data.Calibration is not null, path, diagnostics)
            ?? builder.Build(builder.Prepare(original, request.Options, data.Calibration), request.Options, path, cancel);
        return cache.StoreCandidate(key, path, record with { Diagnostics = diagnostics.Items });
    }

    /// <summary>A cached candidate raises the same warnings as when it was built.</summary>
    private void Replay(IReadOnlyList<Diagnostic> items)
    {
        foreach (var diagnostic in items)
        {
            sink.Report(diagnostic);
        }
    }

    private EvaluationRecord Measure(CompressionRequest request, DataSets data, string candidate, CancellationToken cancel)
    {
        sink.Progress("measuring accuracy");
        var metric = catalog.Create<IMetric>(data.MetricId);
        var evaluation = new EvaluationRequest(request.ModelPath, candidate, metric, data.EvaluationName(request), host.Threads) { Decoding = data.Decoding };
        var samples = data.ForEvaluation(request.Options.Seed, cancel);
        var result = new Evaluator(host.Runners).Measure(evaluation, samples, data.EvaluationCount, sink, cancel);
        sink.Progress("measuring speed");
        using var before = host.Runners.Load(request.ModelPath, new RunnerOptions());
        using var after = host.Runners.Load(candidate, new RunnerOptions());
        var latency = new LatencyMeter(host.CpuTime).Measure(before, after, [data.ForEvaluation(request.Options.Seed, cancel).First()], LatencyBudget, cancel);
        return new EvaluationRecord(result, latency);
    }

    private Verdict Judge(CompressionRequest request, DataSets data, EvaluationRecord evaluation, long originalBytes, long sizeBytes)
    {
        var options = request.Options;
        var limits = new GateLimits(data.IsGated ? options.MaxMetricDrop : null, data.IsGated ? options.MinMetric : null, options.MaxSizeBytes);
        var gate = new Gate(catalog.Create<IGatePolicy>(options.GatePolicy));
        return gate.Judge(evaluation.Result, new ModelSizes(originalBytes, sizeBytes), limits, data.EvaluationName(request));
    }

    private void ReportGate(CompressionRequest request, Verdict verdict)
    {
        if (request.Options.GateSeverity == "None")
        {
            return;
        }

        var severity = request.Options.GateSeverity == "Error" ? Severity.Error : Severity.Warning;
        foreach (var reason in verdict.Reasons)
        {
            sink.Report(new Diagnostic(reason.Code, severity, $"Model '{request.Name}': {reason.Sentence}."));
        }
    }
}
