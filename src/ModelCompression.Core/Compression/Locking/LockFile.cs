using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;

namespace ModelCompression.Compression.Locking;

/// <summary>The lock file beside a model: <c>x.onnx.lock.json</c>, meant to be checked in.</summary>
public static class LockFile
{
    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is no HTML; options are readable
    };

    public static string PathOf(string model) => model + ".lock.json";

    /// <exception cref="UserErrorException">MC2016: there is none, or it is no lock file of this version.</exception>
    public static LockRecord Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                throw Error(path, "does not exist", "Record the result once with the lock mode Update and check the file in");
            }

            return file.Length <= MaxBytes && JsonSerializer.Deserialize<LockRecord>(File.ReadAllBytes(path), Json) is { Schema: LockRecord.CurrentSchema } record
                ? record
                : throw Error(path, "is not a lock file of schema 1", "Record the result again with the lock mode Update");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Error(path, $"cannot be read: {exception.Message.TrimEnd('.')}", "Record the result again with the lock mode Update, or restore the file");
        }
    }

    /// <summary>Replaces the file as a whole; leaves one of equal content alone.</summary>
    /// <exception cref="UserErrorException">MC0006: the file cannot be written.</exception>
    public static void Write(string path, LockRecord record)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(record, Json);
        try
        {
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual((byte[])[.. content, (byte)'\n']))
            {
                AtomicFiles.Write([(path, stream => stream.Write([.. content, (byte)'\n']))]);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"The lock file '{Path.GetFileName(path)}' cannot be written: {exception.Message}", path, exception);
        }
    }

    private static UserErrorException Error(string path, string problem, string remedy) =>
        new(Codes.InvalidLockFile, $"The lock file '{Path.GetFileName(path)}' {problem}. {remedy}.", path);
}
