namespace ModelCompression.Data.Preprocessing;

/// <summary>A JSON value of a spec, whichever reader made it.</summary>
/// <param name="Raw">As the file has it: what messages quote and what numbers are read from.</param>
/// <param name="Text">The characters of a string; empty for every other kind.</param>
/// <param name="Items">The values of an array.</param>
/// <param name="Members">The members of an object in the file's order; no name comes twice.</param>
internal sealed record SpecValue(SpecKind Kind, string Raw, string Text, IReadOnlyList<SpecValue> Items, IReadOnlyList<KeyValuePair<string, SpecValue>> Members);

/// <summary>Kinds of JSON values.</summary>
internal enum SpecKind
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
}
