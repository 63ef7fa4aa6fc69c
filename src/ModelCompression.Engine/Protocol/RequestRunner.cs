using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Protocol;

/// <summary>Runs the request of a build: every item, one after the other, until standard input ends.</summary>
internal sealed class RequestRunner(LineWriter writer, IModelRunnerFactory runners)
{
    public static int Run(string path, IModelRunnerFactory runners)
    {
        using var output = Console.Out;
        var writer = new LineWriter(output);
        using var cancel = new CancellationTokenSource();
        WatchLifeLine(cancel);
        try
        {
            var code = new RequestRunner(writer, runners).Run(EngineRequest.Read(path), cancel.Token);
            writer.Done();
            return code;
        }
        catch (UserErrorException exception)
        {
            writer.Diagnostic("", exception.Diagnostic);
            writer.Done();
            return ExitCode.UserError;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.UserError;
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

    private int Run(EngineRequest request, CancellationToken cancel)
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
            CacheOnly: string.Equals(request.Mode, "CacheOnly", StringComparison.OrdinalIgnoreCase)), cancel);
        if (outcome.Accepted && item.Summary is { Length: > 0 } summary)
        {
            WriteSummary(summary, outcome.Report);
        }

        if (item.ReportDirectory is { Length: > 0 } folder)
        {
            ReportWriter.Write(outcome.Report, folder);
        }

        if (outcome.Report is { Summary: { } line, Bytes: not null })
        {
            writer.Summary(item.Id, outcome.Work.ToString().ToLowerInvariant(), line);
        }

        return outcome.ExitCode;
    }

    private static void WriteSummary(string path, ModelReport report)
    {
        var temporary = path + "." + Path.GetRandomFileName();
        File.WriteAllText(temporary, EmbeddedSummary.Of(report));
        File.Move(temporary, path, overwrite: true);
    }
}
