using System.Text;

namespace ModelCompression.Tasks.Accessor;

/// <summary>Lines of C# with indentation that follows the braces; always <c>\n</c>.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes the lines of <paramref name="code"/>, which are indented relative to each other already.</summary>
    public void Write(string code)
    {
        foreach (var line in code.Split('\n'))
        {
            var trimmed = line.TrimEnd('\r');
            _text.Append(' ', trimmed.Length == 0 ? 0 : 4 * _depth).Append(trimmed).Append('\n');
        }
    }

    /// <summary>Writes a line and an opening brace.</summary>
    public void Open(string head)
    {
        Write(head + "\n{");
        _depth++;
    }

    /// <summary>Writes a closing brace.</summary>
    public void Close()
    {
        _depth--;
        Write("}");
    }

    public void Blank() => _text.Append('\n');

    /// <summary>Writes a documentation comment of one line; <paramref name="xml"/> is escaped already.</summary>
    public void Summary(string xml) => Write($"/// <summary>{xml}</summary>");

    public override string ToString() => _text.ToString();
}
