namespace ModelCompression.Diagnostics;

/// <summary>A failure the user can fix. Thrown at the boundaries (file, command line, process), caught once by the compressor or the engine.</summary>
public sealed class UserErrorException(Diagnostic diagnostic, Exception? inner = null) : Exception(diagnostic.ToString(), inner)
{
    public UserErrorException(string code, string message, string? where = null, Exception? inner = null)
        : this(Diagnostic.Error(code, message, where), inner)
    {
    }

    public Diagnostic Diagnostic { get; } = diagnostic;
}
