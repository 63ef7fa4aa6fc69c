using System.CommandLine;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Cli;

/// <summary>Options every command that computes something has.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> _cache = new("--cache-directory") { Description = "Folder for results to use again. Without it nothing is kept.", HelpName = "folder" };
    private readonly Option<int> _threads = new("--max-threads") { Description = "Threads for calibration and evaluation. Default: all.", HelpName = "number" };

    public Option<string> Report { get; } = new("--report") { Description = "Folder for report.json, report.md and report.html.", HelpName = "folder" };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints the result as one JSON object on standard output, and nothing else there." };

    public void AddTo(Command command)
    {
        command.Add(Report);
        command.Add(Json);
        command.Add(_cache);
        command.Add(_threads);
    }

    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);

    /// <summary>The cache folder asked for, or one that goes away with the command.</summary>
    public CacheFolder Cache(ParseResult parsed) => new(parsed.GetValue(_cache));

    /// <summary>Runs a command, prints its result, and turns what went wrong into a diagnostic and an exit code.</summary>
    public int Guard(ParseResult parsed, Func<ConsoleDiagnostics, (ModelReport Report, int ExitCode)> run)
    {
        var progress = new ConsoleDiagnostics();
        try
        {
            var (report, code) = run(progress);
            progress.Clear();
            Print(parsed, report);
            return code;
        }
        catch (UserErrorException exception)
        {
            progress.Report(exception.Diagnostic);
            Print(parsed, ReportBuilder.OfError("", EngineHost.Version, [exception.Diagnostic]));
            return ExitCode.UserError;
        }
        catch (OperationCanceledException)
        {
            progress.Clear();
            Console.Error.WriteLine("Cancelled.");
            return ExitCode.UserError;
        }
    }

    private void Print(ParseResult parsed, ModelReport report)
    {
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(report.ToJson());
        }
        else if (report is { Summary: { } summary, Bytes: not null })
        {
            Console.Out.WriteLine(summary);
        }
    }
}

/// <summary>A cache folder; a temporary one is removed when disposed.</summary>
internal sealed class CacheFolder(string? path) : IDisposable
{
    public string Path { get; } = path is { Length: > 0 } ? path : Directory.CreateTempSubdirectory("modelc-").FullName;

    public void Dispose()
    {
        if (path is not { Length: > 0 })
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
