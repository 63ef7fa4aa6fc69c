using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Reporting;

namespace ModelCompression.Engine.Cli;

/// <summary>Runs a command; whatever goes wrong becomes a diagnostic, an exit code and, when JSON was asked for, one JSON object.</summary>
internal static class CommandGuard
{
    /// <param name="model">As the user named it.</param>
    public static int Run(string model, bool json, Func<ConsoleDiagnostics, int> command)
    {
        var diagnostics = new ConsoleDiagnostics();
        try
        {
            return command(diagnostics);
        }
        catch (OperationCanceledException)
        {
            diagnostics.Clear();
            Console.Error.WriteLine("Cancelled.");
            PrintError(model, json, []);
            return ExitCode.UserError;
        }
        catch (Exception exception)
        {
            var failure = Failure.Of(exception);
            diagnostics.Report(failure.Diagnostic);
            PrintError(model, json, [failure.Diagnostic]);
            return failure.ExitCode;
        }
    }

    /// <summary>The full path of what the user wrote.</summary>
    /// <exception cref="UserErrorException">MC0004: it is empty or no path.</exception>
    public static string FullPath(string text, string what)
    {
        try
        {
            return Path.GetFullPath(text);
        }
        catch (ArgumentException exception)
        {
            throw new UserErrorException(Codes.InvalidOption, $"'{text}' is not a path. Give the path of {what}.", inner: exception);
        }
    }

    private static void PrintError(string model, bool json, IReadOnlyList<Diagnostic> diagnostics)
    {
        if (json)
        {
            Console.Out.WriteLine(ReportBuilder.OfError(model, EngineHost.Version, diagnostics).ToJson());
        }
    }
}
