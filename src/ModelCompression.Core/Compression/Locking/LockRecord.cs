using System.Text.Json.Serialization;

namespace ModelCompression.Compression.Locking;

/// <summary>What a lock file records about one accepted result. Hashes are SHA-256 in lower case; nothing depends on time or place.</summary>
/// <param name="Schema">1.</param>
/// <param name="Recipe">What was asked for, by option, before any search; values as in a recipe file.</param>
public sealed record LockRecord(
    int Schema,
    LockedFile Input,
    IReadOnlyDictionary<string, LockedData> Data,
    IReadOnlyDictionary<string, string> Recipe,
    LockedFile Output,
    LockedMetric Metric,
    LockedVersions Versions)
{
    public const int CurrentSchema = 1;
}

/// <summary>A model file, external data included.</summary>
/// <param name="Recipe">Of an output: hash of the resolved recipe that it was made by.</param>
public sealed record LockedFile(string Sha256, long Bytes, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Recipe = null);

/// <summary>Files that were read.</summary>
/// <param name="Samples">How many, where they are samples.</param>
public sealed record LockedData(string Sha256, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Samples = null);

/// <summary>Accuracy as it was measured.</summary>
/// <param name="N">Number of samples or pairs.</param>
/// <param name="Lower">Lower bound of the drop on other data of this kind; null where the metric has none.</param>
/// <param name="Upper">Upper bound.</param>
/// <param name="Cpu">The CPU class of the machine.</param>
public sealed record LockedMetric(string Name, double Original, double Compressed, double Drop, int N, double? Lower, double? Upper, string Cpu);

/// <summary>What compressed and what ran the models.</summary>
public sealed record LockedVersions(string Tool, string Runtime);
