using System.CommandLine;
using ModelCompression.Inference;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Cli;

/// <summary>Options every command that computes something has.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> _cache = new("--cache-directory") { Description = "Folder for results to use again. Without it nothing is kept.", HelpName = "folder" };
    private readonly Option<int> _threads = new("--max-threads") { Description = "Threads for calibration and evaluation. Default: all.", HelpName = "number" };
    private readonly Option<string> _report = new("--report") { Description = "Folder for report.json, report.md and report.html.", HelpName = "folder" };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the result as one JSON object on standard output, and nothing else there." };

    public void AddTo(Command command)
    {
        command.Add(_report);
        command.Add(_json);
        command.Add(_cache);
        command.Add(_threads);
    }

    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);

    /// <summary>The cache folder asked for, or one that goes away with the command.</summary>
    public CacheFolder Cache(ParseResult parsed) => new(parsed.GetValue(_cache));

    /// <summary>Runs a command, writes its report and prints its result.</summary>
    public int Guard(ParseResult parsed, string model, Func<ConsoleDiagnostics, CompressionOutcome> run)
    {
        var json = parsed.GetValue(_json);
        return CommandGuard.Run(model, json, diagnostics =>
        {
            var outcome = run(diagnostics);
            diagnostics.Clear();
            if (parsed.GetValue(_report) is { } folder)
            {
                ReportWriter.Write(outcome.Report, CommandGuard.FullPath(folder, "a folder for the report"), EngineHost.StepSummary);
            }

            if (json)
            {
                Console.Out.WriteLine(outcome.Report.ToJson());
            }
            else if (outcome.Report is { Summary: { } summary, Bytes: not null })
            {
                Console.Out.WriteLine(PlainLines.One(summary));
            }

            return outcome.ExitCode;
        });
    }
}

/// <summary>A cache folder; a temporary one is removed when disposed.</summary>
internal sealed class CacheFolder(string? path) : IDisposable
{
    private readonly ScratchFolder? _temporary = string.IsNullOrEmpty(path) ? new ScratchFolder(null) : null;

    public string Path => _temporary?.Path ?? path ?? "";

    public void Dispose() => _temporary?.Dispose();
}
