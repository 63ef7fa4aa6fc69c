using System.Buffers.Binary;
using System.Text;

namespace ModelCompression.Data.Text;

/// <summary>
/// The table of a SentencePiece normalizer (<c>precompiled_charsmap</c>): what characters become before a text is split. Its form is the size of a trie, the trie as a double array of
/// 32-bit units over UTF-8 bytes (Yata's darts-clone), and the texts that its values point at, each ended by a zero. Of several keys the longest counts; a text may be empty.
/// </summary>
internal sealed class CharacterMap
{
    private const uint Label = (1u << 31) | 0xFF;
    private const uint HasValue = 1u << 8;
    private const uint IsFar = 1u << 9;

    private readonly uint[] _units;
    private readonly byte[] _texts;

    private CharacterMap(uint[] units, byte[] texts)
    {
        _units = units;
        _texts = texts;
    }

    /// <exception cref="VocabularyException">No such table.</exception>
    public static CharacterMap Read(ReadOnlySpan<byte> table)
    {
        var size = table.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(table);
        if (size == 0 || size % sizeof(uint) != 0 || size > table.Length - sizeof(uint))
        {
            throw new VocabularyException("has a damaged table of characters in its normalizer");
        }

        var units = new uint[size / sizeof(uint)];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[((i + 1) * sizeof(uint))..]);
        }

        return new CharacterMap(units, table[((int)size + sizeof(uint))..].ToArray());
    }

    public string Apply(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var result = new List<byte>(bytes.Length);
        for (var at = 0; at < bytes.Length;)
        {
            var (length, value) = Longest(bytes.AsSpan(at));
            if (length > 0 && value < _texts.Length)
            {
                var end = Array.IndexOf(_texts, (byte)0, value);
                result.AddRange(_texts.AsSpan(value, (end < 0 ? _texts.Length : end) - value));
            }
            else
            {
                length = CharacterLength(bytes.AsSpan(at));
                result.AddRange(bytes.AsSpan(at, length));
            }

            at += length;
        }

        return Encoding.UTF8.GetString([.. result]);
    }

    /// <summary>The longest key that the bytes start with and its value; length 0 for none.</summary>
    private (int Length, int Value) Longest(ReadOnlySpan<byte> bytes)
    {
        var found = (Length: 0, Value: 0);
        var node = Offset(_units[0]);
        for (var i = 0; i < bytes.Length; i++)
        {
            node ^= bytes[i];
            if (node >= _units.Length || (_units[node] & Label) != bytes[i])
            {
                break;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            if ((unit & HasValue) != 0 && node < _units.Length)
            {
                found = (i + 1, (int)(_units[node] & int.MaxValue));
            }
        }

        return found;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & IsFar) >> 6);

    private static int CharacterLength(ReadOnlySpan<byte> bytes)
    {
        Rune.DecodeFromUtf8(bytes, out _, out var length);
        return length;
    }
}
