namespace ModelCompression.Diagnostics;

/// <summary>How serious a diagnostic is.</summary>
public enum Severity
{
    Note,
    Warning,
    Error,
}

/// <summary>Something the user should know: a stable code, what happened, where, and what to do about it.</summary>
/// <param name="Code">Stable code such as <c>MC2004</c>; see <see cref="Codes"/>.</param>
/// <param name="Message">One line: what, where, remedy. No absolute promise about wording, only about the code.</param>
/// <param name="Where">File the message is about, or null.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, string? Where = null)
{
    public static Diagnostic Error(string code, string message, string? where = null) => new(code, Severity.Error, message, where);

    public static Diagnostic Warning(string code, string message, string? where = null) => new(code, Severity.Warning, message, where);

    public static Diagnostic Note(string code, string message, string? where = null) => new(code, Severity.Note, message, where);

    public override string ToString() => $"{(Where is null ? "" : Where + ": ")}{Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
}
