using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ModelCompression.Tasks.Items;

/// <summary>Reports at the line of the item that it is about.</summary>
internal sealed class ItemLog(TaskLoggingHelper log, string projectFile)
{
    /// <summary>Reports an error, at <paramref name="item"/> or at the project file.</summary>
    public void Error(ModelItem? item, string code, string message)
    {
        HasErrors = true;
        var (file, line, column) = Position(item);
        log.LogError(null, code, null, file, line, column, 0, 0, "{0}", message);
    }

    /// <summary>True when an error was reported, even one that the build turned into a warning, or a warning that it turned into an error.</summary>
    public bool HasErrors { get; private set; }

    public void Warning(ModelItem? item, string code, string message)
    {
        var (file, line, column) = Position(item);
        log.LogWarning(null, code, null, file, line, column, 0, 0, "{0}", message);
        HasErrors |= log.HasLoggedErrors; // the build may treat warnings as errors
    }

    public void Note(ModelItem? item, string code, string message)
    {
        var (file, line, column) = Position(item);
        log.LogMessage(null, code, null, file, line, column, 0, 0, MessageImportance.Normal, "{0}", message);
    }

    private (string File, int Line, int Column) Position(ModelItem? item) => item is null ? (projectFile, 0, 0) : ItemLocator.Find(item, projectFile);
}
