using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Onnx;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Protocol;

/// <summary>Runs the request of a build: every item, one after the other, until standard input ends.</summary>
internal sealed class RequestRunner(LineWriter writer)
{
    /// <param name="runners">Loads the runtime.</param>
    public static int Run(string path, Func<IModelRunnerFactory> runners)
    {
        using var output = Console.Out;
        var writer = new LineWriter(output);
        using var cancel = new CancellationTokenSource();
        WatchLifeLine(cancel);
        try
        {
            var code = new RequestRunner(writer).Run(EngineRequest.Read(path), runners(), cancel.Token);
            writer.Done();
            return code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.UserError;
        }
        catch (Exception exception)
        {
            var failure = Failure.Of(exception);
            writer.Diagnostic("", failure.Diagnostic);
            writer.Done();
            return failure.ExitCode;
        }
    }

    /// <summary>The parent holds our standard input open as long as it lives; its end cancels all work.</summary>
    private static void WatchLifeLine(CancellationTokenSource cancel)
    {
        var input = Console.OpenStandardInput();
        new Thread(() =>
        {
            var buffer = new byte[16];
            while (input.Read(buffer) > 0)
            {
            }

            cancel.Cancel();
        })
        { IsBackground = true, Name = "life line" }.Start();
    }

    private int Run(EngineRequest request, IModelRunnerFactory runners, CancellationToken cancel)
    {
        var catalog = new Catalog();
        var host = EngineHost.Create(runners, request.CacheDirectory, request.MaxThreads);
        var code = ExitCode.Accepted;
        foreach (var item in request.Items)
        {
            cancel.ThrowIfCancellationRequested();
            code = Math.Max(code, RunItem(request, item, host, catalog, cancel));
        }

        return code;
    }

    private int RunItem(EngineRequest request, RequestItem item, CompressorHost host, Catalog catalog, CancellationToken cancel)
    {
        var diagnostics = new LineDiagnostics(writer, item.Id, TimeProvider.System);
        var outcome = CompressionRun.Run(host, catalog, diagnostics, request.ProjectDirectory, new CompressionTask(
            item.Id, item.Model, item.Output, item.Metadata ?? new Dictionary<string, string>(), KeepOutputOnFailure: false,
            CacheOnly: string.Equals(request.Mode, "CacheOnly", StringComparison.OrdinalIgnoreCase))
        {
            LockMode = request.LockMode ?? "",
            IsStrict = request.ContinuousIntegration,
        }, cancel);
        var code = outcome.ExitCode;
        try
        {
            WriteTexts(item, outcome, diagnostics);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var failure = Failure.Of(exception);
            diagnostics.Report(failure.Diagnostic);
            code = Math.Max(code, failure.ExitCode);
        }

        if (outcome.Report is { Summary: { } line, Bytes: not null })
        {
            writer.Summary(item.Id, outcome.Work.ToString().ToLowerInvariant(), line);
        }

        return code;
    }

    /// <summary>The summary that is embedded, and the report; a failure leaves no summary of an earlier success.</summary>
    private static void WriteTexts(RequestItem item, CompressionOutcome outcome, IDiagnostics diagnostics)
    {
        if (item.Summary is { Length: > 0 } summary)
        {
            if (outcome.Accepted)
            {
                WriteSummary(summary, outcome.Report);
            }
            else
            {
                StaleFile.Remove(summary, unless: item.Model, diagnostics);
            }
        }

        if (item.ReportDirectory is { Length: > 0 } folder)
        {
            ReportWriter.Write(outcome.Report, folder, EngineHost.StepSummary);
        }
    }

    /// <exception cref="UserErrorException">MC0006: the file cannot be written.</exception>
    private static void WriteSummary(string path, ModelReport report)
    {
        try
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(EmbeddedSummary.Of(report));
            AtomicFiles.Write([(path, stream => stream.Write(bytes))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"The summary '{path}' cannot be written: {exception.Message} Choose a folder that can be written.", path, exception);
        }
    }
}
