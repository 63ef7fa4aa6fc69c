using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>Forwards everything and remembers the diagnostics in order.</summary>
public sealed class RecordingDiagnostics(IDiagnostics sink) : IDiagnostics
{
    private readonly List<Diagnostic> _items = [];

    public IReadOnlyList<Diagnostic> Items => _items;

    public void Report(Diagnostic diagnostic)
    {
        _items.Add(diagnostic);
        sink.Report(diagnostic);
    }

    public void Progress(string message, double? share = null) => sink.Progress(message, share);
}
