using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ModelCompression.Compression.Search;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;

namespace ModelCompression.Compression;

/// <summary>
/// A folder of results by key. Entries appear whole (temporary name, then rename) and are checked when they are read; a damaged one counts as absent.
/// A lock per key makes parallel builds compute each result once.
/// </summary>
public sealed class CompressionCache(string folder, IDiagnostics diagnostics)
{
    private const string Layout = "v1";
    private const int WaitMilliseconds = 100;
    private const int RoundsBeforeNotice = 10;

    public static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Runs <paramref name="work"/> while no other process holds <paramref name="key"/>.</summary>
    /// <exception cref="UserErrorException">MC0006: the cache folder cannot be written.</exception>
    public T Locked<T>(string key, string what, Func<T> work, CancellationToken cancel)
    {
        using var held = Acquire(PathOf(key) + ".lock", what, cancel);
        return work();
    }

    /// <summary>The file and record stored under <paramref name="key"/>, or null when there is none or it is damaged.</summary>
    public (string Path, CandidateRecord Record)? FindCandidate(string key)
    {
        var model = Path.Combine(PathOf(key), "model.onnx");
        return Read<CandidateRecord>(Path.Combine(PathOf(key), "candidate.json")) is { } record && File.Exists(model) && HashOf(model) == record.Sha256
            ? (model, record)
            : null;
    }

    /// <summary>Stores a candidate: moves <paramref name="file"/> into the cache.</summary>
    public (string Path, CandidateRecord Record) StoreCandidate(string key, string file, CandidateRecord record)
    {
        try
        {
            var target = PathOf(key);
            var temporary = target + "." + Path.GetRandomFileName();
            Directory.CreateDirectory(temporary);
            File.Move(file, Path.Combine(temporary, "model.onnx"));
            File.WriteAllBytes(Path.Combine(temporary, "candidate.json"), JsonSerializer.SerializeToUtf8Bytes(record, Json));
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(temporary, target);
            return (Path.Combine(target, "model.onnx"), record);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    /// <summary>The evaluation stored under <paramref name="key"/>, or null.</summary>
    public EvaluationRecord? FindEvaluation(string key) => Read<EvaluationRecord>(PathOf(key) + ".evaluation.json") is { Result: { Fidelity: not null, Outcomes: not null }, Latency: not null } record ? record : null;

    /// <summary>The decision of a search stored under <paramref name="key"/>, or null.</summary>
    public SearchResult? FindSearch(string key) => Read<SearchResult>(PathOf(key) + ".search.json") is { Quantization: not null, Node: not null, Rules: not null, Notes: not null, Sensitivity: not null } result ? result : null;

    public void StoreSearch(string key, SearchResult result) => Store(PathOf(key) + ".search.json", result);

    public void StoreEvaluation(string key, EvaluationRecord record) => Store(PathOf(key) + ".evaluation.json", record);

    private void Store<T>(string target, T record)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            AtomicFiles.Write([(target, stream => JsonSerializer.Serialize(stream, record, Json))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(exception);
        }
    }

    /// <summary>Lower-case SHA-256 of a file.</summary>
    public static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The lock file stays: deleting it would let a third process lock a new one while a second holds the deleted one.</summary>
    private FileStream Acquire(string path, string what, CancellationToken cancel)
    {
        for (var round = 0; ; round++)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException exception) when (IsHeldByOther(exception))
            {
                if (round == RoundsBeforeNotice)
                {
                    diagnostics.Progress($"waiting for another build that works on {what}");
                }

                cancel.WaitHandle.WaitOne(WaitMilliseconds);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw NotWritable(exception);
            }
        }
    }

    /// <summary>ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS, where the runtime gives the raw number.</summary>
    private static bool IsHeldByOther(IOException exception) => exception.HResult is unchecked((int)0x80070020) or 11 or 35;

    private UserErrorException NotWritable(Exception exception) =>
        new(Codes.OutputNotWritable, $"The cache folder '{folder}' cannot be written: {exception.Message} Set ModelCompressionCacheDirectory to a folder you can write.", folder, exception);

    private string PathOf(string key) => Path.Combine(folder, Layout, key[..2], key);
}
