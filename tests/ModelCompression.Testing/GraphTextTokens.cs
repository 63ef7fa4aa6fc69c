using System.Globalization;

namespace ModelCompression.Testing;

internal enum TokenKind
{
    Word,
    Number,
    Text,
    Mark,
    End,
}

internal readonly record struct Token(TokenKind Kind, string Text, int Line);

/// <summary>Splits graph text into tokens; <c>//</c> starts a comment, line breaks mean nothing.</summary>
internal sealed class GraphTextTokens
{
    private readonly List<Token> _tokens = [];
    private int _next;

    public GraphTextTokens(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Scan(lines[i], i + 1);
        }

        _tokens.Add(new Token(TokenKind.End, "end of text", lines.Length));
    }

    public Token Peek(int ahead = 0) => _tokens[Math.Min(_next + ahead, _tokens.Count - 1)];

    public Token Take()
    {
        var token = Peek();
        _next++;
        return token;
    }

    public bool TakeIf(string text)
    {
        if (Peek().Kind is TokenKind.Text || Peek().Text != text)
        {
            return false;
        }

        _next++;
        return true;
    }

    public void Expect(string text)
    {
        if (!TakeIf(text))
        {
            throw Error($"expected '{text}'");
        }
    }

    public string Word() => Peek().Kind == TokenKind.Word ? Take().Text : throw Error("expected a name");

    public long Integer() => long.Parse(Number(), CultureInfo.InvariantCulture);

    public double Real() => double.Parse(Number(), CultureInfo.InvariantCulture);

    public FormatException Error(string problem) => new($"Graph text, line {Peek().Line}: {problem}, found '{Peek().Text}'.");

    private string Number() => Peek().Kind == TokenKind.Number ? Take().Text : throw Error("expected a number");

    private void Scan(string line, int number)
    {
        for (var i = 0; i < line.Length;)
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }

            if (line.AsSpan(i).StartsWith("//"))
            {
                return;
            }

            var token = Next(line, i, number);
            _tokens.Add(token);
            i += token.Text.Length + (token.Kind == TokenKind.Text ? 2 : 0);
        }
    }

    private static Token Next(string line, int start, int number)
    {
        var first = line[start];
        if (first == '"')
        {
            return new Token(TokenKind.Text, line[(start + 1)..line.IndexOf('"', start + 1)], number);
        }

        var isNumber = char.IsAsciiDigit(first) || first == '-';
        if (!isNumber && !char.IsAsciiLetter(first) && first != '_')
        {
            return new Token(TokenKind.Mark, first.ToString(), number);
        }

        var end = start + 1;
        while (end < line.Length && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '.' || (isNumber && line[end] is '-' or '+')))
        {
            end++;
        }

        return new Token(isNumber ? TokenKind.Number : TokenKind.Word, line[start..end], number);
    }
}
