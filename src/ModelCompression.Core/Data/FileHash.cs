using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ModelCompression.Data;

/// <summary>One hash over many files.</summary>
internal static class FileHash
{
    /// <summary>
    /// Lower-case SHA-256 over, for each file in the order given: length of the name (32 bit), name (UTF-8), length of the content (64 bit), content.
    /// Lengths are little-endian, so no two lists share an encoding.
    /// </summary>
    public static string Of(IReadOnlyList<string> files, Func<string, string> nameOf, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var length = new byte[sizeof(long)];
        foreach (var file in files)
        {
            ct.ThrowIfCancellationRequested();
            var name = Encoding.UTF8.GetBytes(nameOf(file));
            BinaryPrimitives.WriteInt32LittleEndian(length, name.Length);
            hash.AppendData(length, 0, sizeof(int));
            hash.AppendData(name);
            using var stream = DataFile.OpenRead(file);
            BinaryPrimitives.WriteInt64LittleEndian(length, stream.Length);
            hash.AppendData(length);
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                ct.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
