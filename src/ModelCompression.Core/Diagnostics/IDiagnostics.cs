namespace ModelCompression.Diagnostics;

/// <summary>Receives diagnostics and progress while work goes on.</summary>
public interface IDiagnostics
{
    void Report(Diagnostic diagnostic);

    /// <summary>Tells what is being done; <paramref name="share"/> is the part done (0 to 1) or null.</summary>
    void Progress(string message, double? share = null);
}

/// <summary>Collects diagnostics in order and forwards nothing.</summary>
public sealed class DiagnosticList : IDiagnostics
{
    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public void Report(Diagnostic diagnostic) => _items.Add(diagnostic);

    public void Progress(string message, double? share = null)
    {
    }
}
