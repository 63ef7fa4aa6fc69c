using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelCompression.Data.Annotations;

/// <summary>A plain value, with its key where it stands in a map.</summary>
internal sealed record YamlValue(string? Key, string Text, long Line);

/// <summary>What stands behind a key: one value, a list or a map of values.</summary>
internal sealed record YamlEntry(IReadOnlyList<YamlValue> Values);

/// <summary>Reads the top of a YAML file event by event: nothing is built from tags, and aliases, which can multiply, are refused.</summary>
internal sealed class YamlEntries(IParser parser, string file)
{
    private const int MostValues = 100_000;
    private const int MostNesting = 32;

    private int _values;

    /// <summary>The entries of the map at the top; what is nested deeper is left out.</summary>
    public IReadOnlyDictionary<string, YamlEntry> Read()
    {
        var entries = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        while (Next() is not MappingStart)
        {
            if (parser.Current is Scalar or SequenceStart or StreamEnd)
            {
                throw DataFile.Invalid(file, "is no map of keys and values, such as 'val: images/val'");
            }
        }

        while (Next() is not MappingEnd)
        {
            var key = Plain("key");
            if (!entries.TryAdd(key.Text, new YamlEntry(ReadValues())))
            {
                throw DataFile.Invalid(file, $"has the key '{key.Text}' for the second time in line {key.Line}");
            }
        }

        return entries;
    }

    private List<YamlValue> ReadValues()
    {
        var values = new List<YamlValue>();
        switch (Next())
        {
            case Scalar when Plain("value") is var value:
                values.AddRange(value.Text.Length > 0 ? [value] : Array.Empty<YamlValue>());
                break;
            case SequenceStart:
                while (Next() is not SequenceEnd)
                {
                    AddOrSkip(values, null);
                }

                break;
            case MappingStart:
                while (Next() is not MappingEnd)
                {
                    var key = Plain("key").Text;
                    Next();
                    AddOrSkip(values, key);
                }

                break;
        }

        return values;
    }

    private void AddOrSkip(List<YamlValue> values, string? key)
    {
        if (parser.Current is Scalar)
        {
            values.Add(Plain("value") with { Key = key });
            return;
        }

        var depth = 1;
        while (depth > 0)
        {
            depth += Next() switch { MappingStart or SequenceStart => 1, MappingEnd or SequenceEnd => -1, _ => 0 };
            if (depth > MostNesting)
            {
                throw DataFile.Invalid(file, $"is nested more than {MostNesting} deep in line {parser.Current?.Start.Line}");
            }
        }
    }

    private YamlValue Plain(string role) => parser.Current is Scalar scalar
        ? new YamlValue(null, scalar.Value, scalar.Start.Line)
        : throw DataFile.Invalid(file, $"has something else than a plain {role} in line {parser.Current?.Start.Line}");

    private ParsingEvent? Next()
    {
        Move();
        if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } || parser.Current is NodeEvent { Tag.IsEmpty: false })
        {
            throw DataFile.Invalid(file, $"uses an anchor, alias or tag in line {parser.Current.Start.Line}; write the value itself");
        }

        return ++_values <= MostValues ? parser.Current : throw DataFile.Invalid(file, $"has more than {MostValues} values");
    }

    /// <summary>The parser reports some damage by exceptions of other kinds than its own; each means that the file is no YAML.</summary>
    private void Move()
    {
        try
        {
            parser.MoveNext();
        }
        catch (Exception error) when (error is not (YamlException or OutOfMemoryException))
        {
            throw DataFile.Invalid(file, $"is no valid YAML after line {parser.Current?.Start.Line ?? 1}", error);
        }
    }
}
