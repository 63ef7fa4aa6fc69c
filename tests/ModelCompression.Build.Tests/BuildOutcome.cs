using Microsoft.Build.Logging.StructuredLogger;

namespace ModelCompression.Build.Tests;

/// <summary>What a build did, from its binary log.</summary>
internal sealed class BuildOutcome
{
    private readonly List<string> _messages = [];
    private readonly List<Target> _targets = [];

    public BuildOutcome(int exitCode, string output, string logFile)
    {
        ExitCode = exitCode;
        Output = output;
        var errors = new List<Error>();
        var warnings = new List<Warning>();
        if (File.Exists(logFile))
        {
            var log = BinaryLog.ReadBuild(logFile);
            log.VisitAllChildren<Message>(message => _messages.Add(message.Text ?? ""));
            log.VisitAllChildren<Target>(_targets.Add);
            log.VisitAllChildren<Error>(errors.Add);
            log.VisitAllChildren<Warning>(warnings.Add);
            EmbeddedFiles = [.. log.SourceFiles?.Select(file => file.FullPath.Replace('\\', '/')) ?? []];
        }

        Errors = errors;
        Warnings = warnings;
    }

    public int ExitCode { get; }

    public string Output { get; }

    public IReadOnlyList<Error> Errors { get; }

    public IReadOnlyList<Warning> Warnings { get; }

    /// <summary>Files that the log carries.</summary>
    public IReadOnlyList<string> EmbeddedFiles { get; } = [];

    public int EngineRuns => _messages.Count(message => message.StartsWith("ModelCompression: engine started for ", StringComparison.Ordinal));

    /// <summary>What the engine did per item, for example <c>compressed</c>.</summary>
    public string Work => string.Join(",", _messages
        .Where(message => message.StartsWith("ModelCompression: ", StringComparison.Ordinal) && !message.Contains("engine started", StringComparison.Ordinal))
        .Select(message => message[(message.LastIndexOf(' ') + 1)..])
        .Order(StringComparer.Ordinal));

    /// <summary>True when the target ran its tasks in at least one project.</summary>
    public bool Ran(string target) => _targets.Any(found => found.Name == target && found.Children.OfType<Microsoft.Build.Logging.StructuredLogger.Task>().Any());

    /// <summary>Fails the test unless the build succeeded with this many engine runs, which did this work.</summary>
    public BuildOutcome Expect(int engineRuns, string work, string step)
    {
        Assert.AreEqual(0, ExitCode, $"{step}:\n{Output}");
        Assert.AreEqual((engineRuns, work), (EngineRuns, Work), $"{step}:\n{Output}");
        return this;
    }
}
