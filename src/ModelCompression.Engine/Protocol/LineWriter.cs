using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Engine.Protocol;

/// <summary>Writes the answers of the engine: one flat JSON object a line, all fields text.</summary>
internal sealed class LineWriter(TextWriter output)
{
    private readonly Lock _lock = new();

    public void Progress(string item, string message) => Write(("t", "progress"), ("item", item), ("message", message));

    public void Diagnostic(string item, Diagnostic diagnostic) => Write(
        ("t", diagnostic.Severity.ToString().ToLowerInvariant()), ("code", diagnostic.Code), ("item", item), ("file", diagnostic.Where ?? ""), ("message", diagnostic.Message));

    public void Summary(string item, string work, string message) => Write(("t", "summary"), ("item", item), ("work", work), ("message", message));

    public void Done() => Write(("t", "done"));

    private void Write(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        lock (_lock)
        {
            output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
            output.Flush();
        }
    }
}

/// <summary>Diagnostics and progress of one item as lines. Progress is thinned to a line a second.</summary>
internal sealed class LineDiagnostics(LineWriter writer, string item, TimeProvider time) : IDiagnostics
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long _last = long.MinValue;

    public void Report(Diagnostic diagnostic) => writer.Diagnostic(item, diagnostic);

    public void Progress(string message, double? share = null)
    {
        var now = time.GetTimestamp();
        if (_last != long.MinValue && time.GetElapsedTime(_last, now) < Pause)
        {
            return;
        }

        _last = now;
        writer.Progress(item, share is { } part ? FormattableString.Invariant($"{message} ({part * 100:0}%)") : message);
    }
}
