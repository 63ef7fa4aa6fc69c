using System.Text;
using ModelCompression.Data.Preprocessing;

namespace ModelCompression.Tasks.Json;

/// <summary>Reads JSON (RFC 8259) as strictly as the engine does: no comments, no trailing commas, no name twice, no half of a character, at most 32 levels.</summary>
internal sealed class JsonTree
{
    private const int MaxDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonTree(string text)
    {
        _text = text;
    }

    /// <summary>The value that is the whole text.</summary>
    /// <exception cref="FormatException">The text is something else; the message names line and column.</exception>
    public static SpecValue Read(string text)
    {
        var reader = new JsonTree(text);
        var value = reader.ReadValue();
        return reader._at == text.Length ? value : throw reader.Unexpected("the end");
    }

    private SpecValue ReadValue()
    {
        SkipSpace();
        var value = Peek() switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => ReadText(),
            't' => ReadWord("true", SpecKind.True),
            'f' => ReadWord("false", SpecKind.False),
            'n' => ReadWord("null", SpecKind.Null),
            _ => ReadNumber(),
        };
        SkipSpace();
        return value;
    }

    private SpecValue ReadObject()
    {
        var start = Open();
        var members = new List<KeyValuePair<string, SpecValue>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        SkipSpace();
        for (var first = true; Peek() != '}'; first = false)
        {
            Separate(first);
            var nameAt = _at;
            var name = Peek() == '"' ? ReadString() : throw Unexpected("a name in quotes");
            if (!names.Add(name))
            {
                throw Problem($"the name '{name}' comes twice", nameAt);
            }

            SkipSpace();
            Take(':');
            members.Add(new KeyValuePair<string, SpecValue>(name, ReadValue()));
        }

        Close();
        return new SpecValue(SpecKind.Object, Since(start), "", [], members);
    }

    private SpecValue ReadArray()
    {
        var start = Open();
        var items = new List<SpecValue>();
        SkipSpace();
        for (var first = true; Peek() != ']'; first = false)
        {
            Separate(first);
            items.Add(ReadValue());
        }

        Close();
        return new SpecValue(SpecKind.Array, Since(start), "", items, []);
    }

    private SpecValue ReadText()
    {
        var start = _at;
        var text = ReadString();
        return new SpecValue(SpecKind.String, Since(start), text, [], []);
    }

    private SpecValue ReadWord(string word, SpecKind kind)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Unexpected("a value");
        }

        _at += word.Length;
        return new SpecValue(kind, word, "", [], []);
    }

    private SpecValue ReadNumber()
    {
        var start = _at;
        SkipIf('-');
        if (!SkipIf('0'))
        {
            SkipDigits("a value");
        }

        if (SkipIf('.'))
        {
            SkipDigits("a digit");
        }

        if (SkipIf('e') || SkipIf('E'))
        {
            _ = SkipIf('-') || SkipIf('+');
            SkipDigits("a digit");
        }

        return new SpecValue(SpecKind.Number, Since(start), "", [], []);
    }

    private string ReadString()
    {
        var start = _at;
        var value = new StringBuilder();
        for (Take('"'); Peek() != '"'; _at++)
        {
            var character = Peek();
            if (character < ' ')
            {
                throw Unexpected("the end of a text in quotes");
            }

            value.Append(character == '\\' ? JsonStrings.Unescape(_text, ref _at) ?? throw Unexpected("an escape") : character);
        }

        _at++;
        return IsUnicode(value) ? value.ToString() : throw Problem("a text holds half of a character", start);
    }

    /// <summary>True when every surrogate is one of a pair.</summary>
    private static bool IsUnicode(StringBuilder text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private int Open()
    {
        _depth++;
        return _depth <= MaxDepth ? _at++ : throw Problem($"there are more than {MaxDepth} levels", _at);
    }

    private void Close()
    {
        _depth--;
        _at++;
    }

    private void Separate(bool isFirst)
    {
        if (!isFirst)
        {
            Take(',');
            SkipSpace();
        }
    }

    private void Take(char expected)
    {
        if (!SkipIf(expected))
        {
            throw Unexpected($"'{expected}'");
        }
    }

    private void SkipDigits(string expected)
    {
        if (!IsDigit(Peek()))
        {
            throw Unexpected(expected);
        }

        while (IsDigit(Peek()))
        {
            _at++;
        }
    }

    private bool SkipIf(char character)
    {
        var found = Peek() == character;
        _at += found ? 1 : 0;
        return found;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    /// <summary>The next character; 0 at the end.</summary>
    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private static bool IsDigit(char character) => character is >= '0' and <= '9';

    private string Since(int start) => _text.Substring(start, _at - start);

    private FormatException Unexpected(string expected) =>
        Problem(_at < _text.Length ? $"expected {expected}, not '{_text[_at]}'" : $"expected {expected}, not the end of the file", _at);

    private FormatException Problem(string problem, int at)
    {
        var before = _text.Substring(0, Math.Min(at, _text.Length));
        return new FormatException($"{problem} (line {before.Count(character => character == '\n') + 1}, column {before.Length - before.LastIndexOf('\n')})");
    }
}
