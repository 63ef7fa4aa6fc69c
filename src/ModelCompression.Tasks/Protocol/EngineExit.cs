namespace ModelCompression.Tasks.Protocol;

/// <summary>How the engine ended.</summary>
/// <param name="code">Its exit code.</param>
/// <param name="isDone">True when its last message was <c>done</c>.</param>
/// <param name="lastWords">The last lines of its standard error.</param>
internal sealed class EngineExit(int code, bool isDone, IReadOnlyList<string> lastWords)
{
    private const int UserError = 2;

    public int Code { get; } = code;

    public bool IsDone { get; } = isDone;

    public IReadOnlyList<string> LastWords { get; } = lastWords;

    /// <summary>True when the engine ended as it should: results, a failed gate, or an error that the user can fix.</summary>
    public bool IsOrderly { get; } = isDone && code is >= 0 and <= UserError;

    public bool IsAccepted => IsOrderly && Code == 0;
}
