using System.Globalization;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>
/// Data of tensors stored in other files. A location must be a relative path to a plain file inside the model's folder; links are refused, and so is
/// any range that does not lie in the file or does not fill the tensor. Everything is checked when the model is read and again when the bytes are.
/// </summary>
internal static class ExternalData
{
    /// <summary>Checks where <paramref name="tensor"/> is stored and returns how to read it.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2010.</exception>
    public static Func<ReadOnlyMemory<byte>> Locate(TensorProto tensor, long sizeBytes, ModelSource source, string what)
    {
        var location = Entry(tensor, "location") ?? throw source.InvalidExternalData($"External data of {what} has no location");
        var offset = Number(tensor, "offset", source, what) ?? 0;
        var length = Number(tensor, "length", source, what) ?? sizeBytes;
        if (length != sizeBytes)
        {
            throw source.InvalidExternalData($"External data of {what} needs {sizeBytes} bytes but declares {length}");
        }

        if (sizeBytes > Array.MaxLength)
        {
            throw source.InvalidExternalData($"External data of {what} is larger than 2 GB, which is not supported for one tensor");
        }

        var file = Resolve(location, source, what);
        RequireRange(file, offset, length, source, what);
        source.ExternalLocations.Add(location);
        return () => ReadRange(location, offset, (int)length, source, what);
    }

    private static ReadOnlyMemory<byte> ReadRange(string location, long offset, int length, ModelSource source, string what)
    {
        if (length == 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        var file = Resolve(location, source, what);
        RequireRange(file, offset, length, source, what);
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = GC.AllocateUninitializedArray<byte>(length);
            stream.Position = offset;
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw source.InvalidExternalData($"External data '{location}' of {what} cannot be read", e);
        }
    }

    private static FileInfo Resolve(string location, ModelSource source, string what)
    {
        if (source.Folder is not { } folder)
        {
            throw source.InvalidExternalData($"{what} has external data '{location}', but the model was not read from a folder");
        }

        var parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location) || location.StartsWith('\\') || parts.Any(IsUnsafe))
        {
            throw source.InvalidExternalData($"External data '{location}' of {what} is not a relative path inside the model's folder");
        }

        var path = folder;
        foreach (var part in location.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
        {
            path = Path.Combine(path, part);
            var entry = new FileInfo(path);
            if (entry.LinkTarget is not null || ((int)entry.Attributes != -1 && entry.Attributes.HasFlag(FileAttributes.ReparsePoint)))
            {
                throw source.InvalidExternalData($"External data '{location}' of {what} is a link");
            }
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw source.InvalidExternalData($"External data '{location}' of {what} does not exist");
        }

        return HardLinks.HasOtherNames(path) ? throw source.InvalidExternalData($"External data '{location}' of {what} is a hard link") : file;
    }

    private static bool IsUnsafe(string part) =>
        part is "" or ".." || part.Any(char.IsControl) || (OperatingSystem.IsWindows() && part.Contains(':', StringComparison.Ordinal));

    private static void RequireRange(FileInfo file, long offset, long length, ModelSource source, string what)
    {
        if (offset > file.Length || length > file.Length - offset)
        {
            throw source.InvalidExternalData($"External data of {what} (offset {offset}, length {length}) does not lie in the file '{file.Name}' of {file.Length} bytes");
        }
    }

    private static long? Number(TensorProto tensor, string key, ModelSource source, string what)
    {
        if (Entry(tensor, key) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw source.InvalidExternalData($"External data of {what} has the {key} '{text}', which is no valid number of bytes");
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;
}
