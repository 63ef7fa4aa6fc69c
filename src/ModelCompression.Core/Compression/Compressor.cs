using ModelCompression.Analysis;
using ModelCompression.Compression.Locking;
using ModelCompression.Compression.Search;
using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Evaluation.Resampling;
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
public sealed record CompressorHost(IModelRunnerFactory Runners, string CacheFolder, int Threads, string Version, Func<TimeSpan> CpuTime)
{
    /// <summary>The version people know: what stands before the first slash of <see cref="Version"/>.</summary>
    public string ToolVersion => Version.Split('/')[0];
}

/// <summary>Compresses one model: read, build a candidate, measure the written file against the original file, judge, put in place.</summary>
public sealed class Compressor(CompressorHost host, Catalog catalog, IDiagnostics sink)
{
    /// <summary>Draws of the samples with replacement, for the scatter of metrics that do not count successes.</summary>
    private const int Draws = 10_000;

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
            return work(new Compressor(host with { Runners = new CancellableRunners(RunsHere(request) ? host.Runners : new UnoptimizedRunners(host.Runners), limited.Token) }, catalog, sink), limited);
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
        request = MissingData.Allow(request, sink);
        TargetRules.Check(TargetRules.ProfileOf(catalog, request.Options), request.Options);
        var original = OnnxReader.Read(request.ModelPath);
        SaturationWarning.Report(original, request.Name, sink);
        var sharedName = NodeNames.Shared(original);
        using var data = DataSets.Open(request.Options, original, searches: true, host.Runners, request.ModelPath);
        if (!request.IsDataMissing)
        {
            data.WarnAboutGate(sink, request.Options);
        }

        var cache = new CompressionCache(host.CacheFolder, sink);
        var keys = new ResultKeys(host, request, original, data, cancel);
        var speed = new SpeedCheck(host, request, () => data.ForTiming(request.Options.Seed, cancel), RunsHere(request));
        using var candidates = new CandidateStore(host, catalog, cache, request, (original, data, keys), sink);
        return cache.Locked(keys.Search(request.Options), request.Name, () =>
        {
            limited.CancelAfter(request.Options.MaxTime);
            var decision = Decide(request, candidates, new TuningSet(host, request, data), speed, cache, keys, cancel);
            var candidate = candidates.Get(decision.Apply(request.Options), cancel);
            var record = DecisionNotes.Add(candidate.Record, decision);
            Replay([.. candidate.Record.Diagnostics, .. decision.Notes.Select(note => Diagnostic.Note(Codes.NoGain, $"Model '{request.Name}': {note}."))]);
            SharedNames.Report(sharedName, request, record.Sha256, sink);
            var evaluationKey = keys.Evaluation(record);
            var known = cache.FindEvaluation(evaluationKey);
            var evaluation = known ?? Measure(request, data, candidate.Path, speed, cancel);
            if (known is null)
            {
                cache.StoreEvaluation(evaluationKey, evaluation);
            }

            SampleOverlap.Warn(request, evaluation, data.EvaluationName(request), sink);
            UnknownTexts.Warn(request, evaluation, data.EvaluationName(request), sink);
            WeakOriginal.Warn(request, evaluation, data, sink);
            var baseline = new BaselineLock(host, request, data, keys);
            baseline.Verify(record, evaluation, cancel);
            var verdict = Judge(request, data, evaluation, keys.OriginalBytes, record.SizeBytes);
            var accepted = verdict.Accepts || request.Options.GateSeverity != "Error";
            ReportGate(request, verdict);
            TargetRules.Report(request, catalog, host.Runners.CpuClass, sink);
            if (decision.Quantization != "None" || decision.Notes.Count == 0) // else it is said already why the original is shipped
            {
                Advice.Report(request, keys.OriginalBytes, record, evaluation, sink);
            }

            OutputFile.Place(request, candidate.Path, accepted);
            if (accepted)
            {
                baseline.Update(record, evaluation, cancel);
            }

            return new CompressionResult(request, keys.OriginalBytes, record, evaluation, verdict, accepted, data.IsGated,
                data.Describe(request, cancel), data.Preprocessing?.ToResolvedJson(),
                candidates.HasBuilt ? Work.Compressed : known is null ? Work.Evaluated : Work.Cached)
            {
                Thumbnails = data.Thumbnails(evaluation.Result.Changed),
            };
        }, outer);
    }

    /// <summary>What a search decides, or decided before.</summary>
    private SearchResult Decide(
        CompressionRequest request, CandidateStore candidates, TuningSet tuning, SpeedCheck speed, CompressionCache cache, ResultKeys keys, CancellationToken cancel)
    {
        var key = keys.Search(request.Options);
        if (cache.FindSearch(key) is { } known)
        {
            return known;
        }

        host.Runners.Load(request.ModelPath, new RunnerOptions(host.Threads) { Cancel = cancel }).Dispose(); // what the runtime refuses is not worth a search
        var search = new RecipeSearch(candidates, tuning, speed, new SearchBudget(request.Options.MaxTime), sink);
        var decision = search.Find(request.Options, keys.OriginalBytes, cancel);
        cache.StoreSearch(key, decision);
        return decision;
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

        using var data = DataSets.Open(request.Options, original, searches: false, host.Runners, request.ModelPath);
        var keys = new ResultKeys(host, request, original, data, cancel);
        var speed = new SpeedCheck(host, request, () => data.ForTiming(request.Options.Seed, cancel), RunsHere(request));
        var candidate = new CandidateRecord(CompressionCache.HashOf(request.OutputPath), new FileInfo(request.OutputPath).Length, [], [], null, new SortedDictionary<string, string>(), []) { Schemes = QuantizedOperators.Schemes(compressed) };
        var evaluation = Measure(request, data, request.OutputPath, speed, cancel);
        UnknownTexts.Warn(request, evaluation, data.EvaluationName(request), sink);
        WeakOriginal.Warn(request, evaluation, data, sink);
        var verdict = Judge(request, data, evaluation, keys.OriginalBytes, candidate.SizeBytes);
        ReportGate(request, verdict);
        return new CompressionResult(request, keys.OriginalBytes, candidate, evaluation, verdict, verdict.Accepts, data.IsGated,
            data.Describe(request, cancel), data.Preprocessing?.ToResolvedJson(), Work.Evaluated)
        {
            Thumbnails = data.Thumbnails(evaluation.Result.Changed),
        };
    }

    private bool RunsHere(CompressionRequest request) => TargetRules.ProfileOf(catalog, request.Options).RunsOn(host.Runners.CpuClass);

    /// <summary>A candidate raises its warnings once it is taken, cached or not.</summary>
    private void Replay(IReadOnlyList<Diagnostic> items)
    {
        foreach (var diagnostic in items)
        {
            sink.Report(diagnostic);
        }
    }

    private EvaluationRecord Measure(CompressionRequest request, DataSets data, string candidate, SpeedCheck speed, CancellationToken cancel)
    {
        sink.Progress("measuring accuracy");
        var metric = data.MetricOf(data.MetricId);
        var evaluation = new EvaluationRequest(request.ModelPath, candidate, metric, data.EvaluationName(request), host.Threads)
        {
            Decoding = data.Decoding,
            Loop = data.Loop,
            Draws = Draws,
            Seed = request.Options.Seed,
            Mode = new EvaluationMode(request.Options.Selection, catalog.Create<IResampling>(request.Options.Selection), request.Options.Resampling),
        };
        var overlap = new SampleOverlap(data.ForOverlap(cancel));
        var unknown = new UnknownTexts(data.Preprocessing);
        var samples = unknown.Counted(overlap.Counted(data.ForEvaluation(request.Options.Seed, cancel)));
        var result = new Evaluator(host.Runners).Measure(evaluation, samples, data.EvaluationCount, sink, cancel);
        sink.Progress("measuring speed");
        return new EvaluationRecord(result, speed.Measure(candidate, CompressionCache.HashOf(candidate), cancel)) { SharedSamples = overlap.Count, UnknownTexts = unknown.Count };
    }

    private Verdict Judge(CompressionRequest request, DataSets data, EvaluationRecord evaluation, long originalBytes, long sizeBytes)
    {
        var options = request.Options;
        var limits = new GateLimits(data.IsGated ? options.MaxMetricDrop : null, data.IsGated ? options.MinMetric : null, options.MaxSizeBytes)
        {
            Confidence = options.Confidence,
            MaxClassDrop = data.IsGated ? options.MaxClassDrop : null,
        };
        var gate = new Gate(catalog.Create<IGatePolicy>(options.GatePolicy));
        return gate.Judge(evaluation.Result, new ModelSizes(originalBytes, sizeBytes), limits, data.EvaluationName(request));
    }

    private void ReportGate(CompressionRequest request, Verdict verdict)
    {
        if (request.Options.GateSeverity == "None")
        {
            return;
        }

        var severity = request.Options.GateSeverity == "Error" && !verdict.Accepts ? Severity.Error : Severity.Warning;
        foreach (var reason in verdict.Reasons)
        {
            sink.Report(new Diagnostic(reason.Code, severity, $"Model '{request.Name}': {reason.Sentence}."));
        }
    }
}
