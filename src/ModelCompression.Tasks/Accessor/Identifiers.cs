using System.Globalization;
using System.Text;

namespace ModelCompression.Tasks.Accessor;

/// <summary>
/// Makes C# identifiers of file and tensor names, by one rule:
/// <list type="number">
/// <item>Every character that C# does not allow in an identifier, and every underscore, ends a word; invisible characters and those beyond the basic plane count as not allowed.</item>
/// <item>Each word starts with a capital and the words are joined; between two digits an underscore stays (<c>input_ids</c>: <c>InputIds</c>, <c>x.1_2</c>: <c>X1_2</c>).</item>
/// <item>What starts with a digit or is empty gets <c>Tensor</c> (a class: <c>Model</c>) in front; more than 64 characters are cut off.</item>
/// <item>What has a meaning in the generated code gets <c>Tensor</c> (a class: <c>Model</c>) behind (<c>name</c>: <c>NameTensor</c>).</item>
/// <item>What is taken gets the first free number from 2 on: first come, first served, in the model's order.</item>
/// </list>
/// </summary>
public static class Identifiers
{
    private const int MaxLength = 64;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate",
        "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in",
        "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private",
        "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this",
        "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>Words C# reserves as the names of types only.</summary>
    private static readonly HashSet<string> ReservedTypes = new(StringComparer.Ordinal)
    {
        "record", "var", "dynamic", "nint", "nuint", "await", "async", "nameof", "partial", "where", "yield", "required", "scoped", "file", "field", "extension", "notnull", "unmanaged",
    };

    /// <summary>Members of every object, and of the generated classes.</summary>
    private static readonly HashSet<string> ClassMembers = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
        "Bind", "BindStrings", "CompressionSummary", "CompressionSummaryJson", "Copy", "CopyStrings", "CreateSession", "Dispose", "Execute", "InputNames", "Inputs", "LoadSession", "ModelPath",
        "OpenModel", "OutputNames", "Outputs", "PixelFormat", "Preprocess", "Preprocessing", "Run", "Session", "ShapeOf",
    };

    private static readonly HashSet<string> TensorMembers = new(StringComparer.Ordinal)
    {
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "ElementType", "Inputs", "Name", "Outputs", "Shape",
    };

    /// <summary>The class for the model file of this name or path, for example <c>digits.v2.onnx</c>: <c>DigitsV2</c>.</summary>
    public static string ForClass(string fileName)
    {
        var start = fileName.LastIndexOfAny(['/', '\\']) + 1;
        var end = fileName.LastIndexOf('.');
        var name = Words(end > start ? fileName.Substring(start, end - start) : fileName.Substring(start), "Model");
        return ClassMembers.Contains(name) ? name + "Model" : name;
    }

    /// <summary>The member for the tensor <paramref name="name"/>. It, and it with <c>Shape</c> behind, are added to <paramref name="taken"/>.</summary>
    public static string ForMember(string name, ISet<string> taken)
    {
        var word = Words(name, "Tensor");
        word = TensorMembers.Contains(word) ? word + "Tensor" : word;
        var member = word;
        for (var number = 2; taken.Contains(member) || taken.Contains(member + "Shape"); number++)
        {
            member = Numbered(word, number);
        }

        taken.Add(member);
        taken.Add(member + "Shape");
        return member;
    }

    /// <summary>The parameter for a member: its first letter small, with <c>@</c> in front of a keyword.</summary>
    public static string ForParameter(string member)
    {
        var name = char.ToLowerInvariant(member[0]) + member.Substring(1);
        return Keywords.Contains(name) ? "@" + name : name;
    }

    /// <summary>A namespace of any text: each part between dots is made an identifier with underscores; empty parts are left out.</summary>
    public static string ForNamespace(string text)
    {
        var parts = text.Split('.').Select(part => part.Trim()).Where(part => part.Length > 0).Select(part =>
        {
            var bare = part[0] == '@' ? part.Substring(1) : part;
            var clean = new string([.. bare.Select(character => IsPart(character) ? character : '_')]);
            clean = clean.Length > 0 && (clean[0] == '_' || IsStart(clean[0])) ? clean : "_" + clean;
            return Keywords.Contains(clean) ? "@" + clean : clean;
        });
        return string.Join(".", parts);
    }

    /// <summary>True when a generated class can have this name.</summary>
    public static bool IsClass(string name) =>
        IsIdentifier(name) && !Keywords.Contains(name) && !ReservedTypes.Contains(name) && !ClassMembers.Contains(name);

    /// <summary>True for a namespace as it is written in C#, and for none.</summary>
    public static bool IsNamespace(string text) => text.Length == 0 || text.Split('.').All(part =>
        part.Length > 0 && (part[0] == '@' ? IsIdentifier(part.Substring(1)) : IsIdentifier(part) && !Keywords.Contains(part)));

    private static bool IsIdentifier(string name) => name.Length > 0 && (name[0] == '_' || IsStart(name[0])) && name.All(IsPart);

    private static string Words(string name, string fallback)
    {
        var result = new StringBuilder();
        var newWord = true;
        foreach (var character in name)
        {
            if (character == '_' || !IsPart(character) || (result.Length == 0 && !IsStart(character) && !char.IsDigit(character)))
            {
                newWord = true;
                continue;
            }

            if (newWord && result.Length > 0 && char.IsDigit(character) && char.IsDigit(result[result.Length - 1]))
            {
                result.Append('_');
            }

            result.Append(newWord ? char.ToUpperInvariant(character) : character);
            newWord = false;
            if (result.Length >= MaxLength)
            {
                break;
            }
        }

        return result.Length > 0 && IsStart(result[0]) ? result.ToString() : fallback + result;
    }

    private static string Numbered(string word, int number) =>
        word + (char.IsDigit(word[word.Length - 1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture);

    private static bool IsStart(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;

    private static bool IsPart(char character) => IsStart(character) || CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
