using ModelCompression.Diagnostics;

namespace ModelCompression.Engine.Cli;

/// <summary>Diagnostics and progress on standard error: standard output belongs to the result. Progress overwrites itself on a terminal and is left out elsewhere.</summary>
internal sealed class ConsoleDiagnostics : IDiagnostics
{
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private int _shown;

    public void Report(Diagnostic diagnostic)
    {
        Clear();
        Console.Error.WriteLine(PlainLines.One(diagnostic.ToString()));
    }

    public void Progress(string message, double? share = null)
    {
        if (!_terminal)
        {
            return;
        }

        var text = PlainLines.One(share is { } part ? FormattableString.Invariant($"{message} ({part * 100:0}%)") : message);
        Console.Error.Write("\r" + text.PadRight(_shown));
        _shown = text.Length;
    }

    /// <summary>Removes a progress text from the terminal.</summary>
    public void Clear()
    {
        if (_shown > 0)
        {
            Console.Error.Write("\r" + new string(' ', _shown) + "\r");
            _shown = 0;
        }
    }
}
