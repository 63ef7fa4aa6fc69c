using ModelCompression.Diagnostics;

namespace ModelCompression.Compression.Search;

/// <summary>Hears nothing: for what is tried and thrown away.</summary>
internal sealed class SilentDiagnostics : IDiagnostics
{
    public static readonly SilentDiagnostics Instance = new();

    public void Report(Diagnostic diagnostic)
    {
    }

    public void Progress(string message, double? share = null)
    {
    }
}
