using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Locking;
using ModelCompression.Diagnostics;
using ModelCompression.Reporting;

namespace ModelCompression.Engine;

/// <summary>One model to compress, options still text.</summary>
internal sealed record CompressionTask(
    string Name, string Model, string Output, IReadOnlyDictionary<string, string> Options, bool KeepOutputOnFailure, bool CacheOnly)
{
    /// <summary>The lock mode as text; empty for the default.</summary>
    public string LockMode { get; init; } = "";

    /// <summary>True on a build server: validation data must be there, and a lock file that is there counts.</summary>
    public bool IsStrict { get; init; } = true;
}

/// <summary>How it went: the report is there in every case.</summary>
internal sealed record CompressionOutcome(ModelReport Report, int ExitCode, bool Accepted, Work Work);

/// <summary>Runs one compression and turns every failure into a diagnostic and an exit code.</summary>
internal static class CompressionRun
{
    public static CompressionOutcome Run(
        CompressorHost host, Catalog catalog, IDiagnostics sink, string folder, CompressionTask task, CancellationToken cancel) =>
        Guard(host, catalog, sink, folder, task, (compressor, request) => compressor.Run(request, cancel));

    /// <summary>Judges the file at <c>task.Output</c> against the original at <c>task.Model</c>; writes nothing.</summary>
    public static CompressionOutcome Evaluate(
        CompressorHost host, Catalog catalog, IDiagnostics sink, string folder, CompressionTask task, CancellationToken cancel) =>
        Guard(host, catalog, sink, folder, task, (compressor, request) => compressor.Evaluate(request, cancel));

    private static CompressionOutcome Guard(
        CompressorHost host, Catalog catalog, IDiagnostics sink, string folder, CompressionTask task, Func<Compressor, CompressionRequest, CompressionResult> run)
    {
        var diagnostics = new RecordingDiagnostics(sink);
        try
        {
            var options = new OptionReader(new OptionDefinitions(catalog), diagnostics).Read(task.Options, folder);
            var request = new CompressionRequest(task.Name, task.Model, task.Output, options, folder, task.KeepOutputOnFailure, task.CacheOnly)
            {
                Lock = LockModeOf(task),
                RequiresData = task.IsStrict || LockModeOf(task) != LockMode.Off,
            };
            var result = run(new Compressor(host, catalog, diagnostics), request);
            var code = result.Accepted ? ExitCode.Accepted : ExitCode.GateFailed;
            return new CompressionOutcome(ReportBuilder.Of(result, EngineHost.Version, diagnostics.Items), code, result.Accepted, result.Work);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Failed(task, diagnostics, Failure.Of(exception));
        }
    }

    /// <exception cref="UserErrorException">MC0004: no such mode.</exception>
    private static LockMode LockModeOf(CompressionTask task) =>
        task.LockMode.Length == 0 ? task.IsStrict && File.Exists(LockFile.PathOf(task.Model)) ? LockMode.Verify : LockMode.Off
        : Enum.GetNames<LockMode>().FirstOrDefault(name => name.Equals(task.LockMode, StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<LockMode>(known)
        : throw new UserErrorException(Codes.InvalidOption, $"The lock mode '{task.LockMode}' is not available. Allowed: {string.Join(", ", Enum.GetNames<LockMode>())}.");

    private static CompressionOutcome Failed(CompressionTask task, RecordingDiagnostics diagnostics, Failure failure)
    {
        diagnostics.Report(failure.Diagnostic);
        if (!task.KeepOutputOnFailure)
        {
            StaleFile.Remove(task.Output, unless: task.Model, diagnostics);
        }

        return new CompressionOutcome(ReportBuilder.OfError(task.Name, EngineHost.Version, diagnostics.Items), failure.ExitCode, Accepted: false, Work.Cached);
    }
}
