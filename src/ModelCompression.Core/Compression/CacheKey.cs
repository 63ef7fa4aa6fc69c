using System.Security.Cryptography;
using System.Text;

namespace ModelCompression.Compression;

/// <summary>A key of the cache: a hash over named parts. Limits of the gate are never part of a key; they are judged afresh.</summary>
public sealed class CacheKey
{
    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    public CacheKey With(string name, string value)
    {
        _parts.Add(name, value);
        return this;
    }

    public CacheKey With(IEnumerable<KeyValuePair<string, string>> parts)
    {
        foreach (var (name, value) in parts)
        {
            With(name, value);
        }

        return this;
    }

    /// <summary>Lower-case SHA-256 over the parts in ordinal order; lengths keep neighbours apart.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _parts)
        {
            text.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
