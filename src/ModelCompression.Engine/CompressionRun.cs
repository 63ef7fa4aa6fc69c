using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Reporting;

namespace ModelCompression.Engine;

/// <summary>One model to compress, options still text.</summary>
internal sealed record CompressionTask(
    string Name, string Model, string Output, IReadOnlyDictionary<string, string> Options, bool KeepOutputOnFailure, bool CacheOnly);

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
            var request = new CompressionRequest(task.Name, task.Model, task.Output, options, folder, task.KeepOutputOnFailure, task.CacheOnly);
            var result = run(new Compressor(host, catalog, diagnostics), request);
            var code = result.Accepted ? ExitCode.Accepted : ExitCode.GateFailed;
            return new CompressionOutcome(ReportBuilder.Of(result, EngineHost.Version, diagnostics.Items), code, result.Accepted, result.Work);
        }
        catch (UserErrorException exception)
        {
            return Failed(task, diagnostics, exception.Diagnostic, ExitCode.UserError);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var bug = Diagnostic.Error(Codes.Bug,
                $"ModelCompression.Build has a bug: {exception.GetType().Name}: {exception.Message} Please report it with the model's operators and these lines: {exception.StackTrace}");
            return Failed(task, diagnostics, bug, ExitCode.Bug);
        }
    }

    private static CompressionOutcome Failed(CompressionTask task, RecordingDiagnostics diagnostics, Diagnostic error, int code)
    {
        diagnostics.Report(error);
        if (!task.KeepOutputOnFailure && File.Exists(task.Output) && Path.GetFullPath(task.Output) != Path.GetFullPath(task.Model))
        {
            File.Delete(task.Output);
        }

        return new CompressionOutcome(ReportBuilder.OfError(task.Name, EngineHost.Version, diagnostics.Items), code, Accepted: false, Work.Cached);
    }
}
