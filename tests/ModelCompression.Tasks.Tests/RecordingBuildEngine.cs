using System.Collections;
using Microsoft.Build.Framework;

namespace ModelCompression.Tasks.Tests;

/// <summary>MSBuild as a task sees it; keeps what is logged.</summary>
internal sealed class RecordingBuildEngine : IBuildEngine
{
    private readonly List<BuildErrorEventArgs> _errors = [];
    private readonly List<BuildWarningEventArgs> _warnings = [];
    private readonly List<BuildMessageEventArgs> _messages = [];

    public IReadOnlyList<BuildErrorEventArgs> Errors => _errors;

    public IReadOnlyList<BuildWarningEventArgs> Warnings => _warnings;

    public IReadOnlyList<BuildMessageEventArgs> Messages => _messages;

    /// <summary>Called after each message; lets a test act when the engine is at work.</summary>
    public Action<string> OnMessage { get; set; } = _ => { };

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => throw new NotSupportedException();

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public void LogErrorEvent(BuildErrorEventArgs e) => _errors.Add(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => _warnings.Add(e);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        _messages.Add(e);
        OnMessage(e.Message ?? "");
    }
}
