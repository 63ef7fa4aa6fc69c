using System.Security.Cryptography;
using System.Text;
using ModelCompression.Compression.Recipes;
using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Inference;

namespace ModelCompression.Compression.Locking;

/// <summary>Holds a result against the lock file beside its model, or records it there.</summary>
internal sealed class BaselineLock(CompressorHost host, CompressionRequest request, DataSets data, ResultKeys keys)
{
    private readonly string _path = LockFile.PathOf(request.ModelPath);

    /// <summary>Compares a result with what is recorded; without mode Verify does nothing.</summary>
    /// <exception cref="UserErrorException">MC1006: it is another result; MC2016: there is no valid lock file.</exception>
    public void Verify(CandidateRecord candidate, EvaluationRecord evaluation, CancellationToken cancel)
    {
        if (request.Lock != LockMode.Verify)
        {
            return;
        }

        var differences = LockCheck.Differences(LockFile.Read(_path), RecordOf(candidate, evaluation, cancel));
        if (differences.Count > 0)
        {
            throw new UserErrorException(Codes.LockMismatch,
                $"Model '{request.Name}': the result is not the one that '{Path.GetFileName(_path)}' records: {string.Join("; ", differences)}. "
                + "If that is meant, build once with the lock mode Update (property ModelCompressionLockMode) and check the file in.",
                _path);
        }
    }

    /// <summary>Records an accepted result; without mode Update does nothing.</summary>
    /// <exception cref="UserErrorException">MC0006: the lock file cannot be written.</exception>
    public void Update(CandidateRecord candidate, EvaluationRecord evaluation, CancellationToken cancel)
    {
        if (request.Lock == LockMode.Update)
        {
            LockFile.Write(_path, RecordOf(candidate, evaluation, cancel));
        }
    }

    private LockRecord RecordOf(CandidateRecord candidate, EvaluationRecord evaluation, CancellationToken cancel)
    {
        var result = evaluation.Result;
        var interval = DropInterval.Of(result, request.Options.Confidence);
        return new LockRecord(
            LockRecord.CurrentSchema,
            new LockedFile(keys.OriginalSha256, keys.OriginalBytes),
            Files(cancel),
            Recipe(),
            new LockedFile(candidate.Sha256, candidate.SizeBytes, Hash(ResolvedRecipe.ToJson(candidate.Recipe, candidate.Rules))),
            new LockedMetric(result.Metric, result.Original, result.Compressed, result.Drop, result.Samples, interval?.Lower, interval?.Upper, result.CpuClass),
            new LockedVersions(host.ToolVersion, result.Runtime));
    }

    private SortedDictionary<string, LockedData> Files(CancellationToken cancel)
    {
        var files = new SortedDictionary<string, LockedData>(StringComparer.Ordinal);
        Add("CalibrationData", data.Calibration?.ContentHash(cancel), data.Calibration?.Count);
        Add("ValidationData", data.Validation?.ContentHash(cancel), data.Validation?.Count);
        Add("Preprocess", data.Preprocessing?.ContentHash(), null);
        Add("Labels", request.Options.Labels.Length == 0 ? null : CompressionCache.HashOf(request.Options.Labels), null);
        return files;

        void Add(string name, string? hash, int? samples)
        {
            if (hash is not null)
            {
                files.Add(name, new LockedData(hash, samples));
            }
        }
    }

    /// <summary>What was asked for: the recipe before a search decides anything, which is the same on every machine.</summary>
    private SortedDictionary<string, string> Recipe()
    {
        var options = request.Options;
        var recipe = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in ResolvedRecipe.Of(options, data.Calibration is not null))
        {
            recipe[name] = value;
        }

        recipe["AccuracyControl"] = options.AccuracyControl ? "true" : "false";
        recipe["Quantization"] = options.Quantization.Length == 0 ? "Auto" : options.Quantization;
        if (options.Rules.Count > 0)
        {
            recipe["rules"] = RecipeWriter.ToLine(options.Rules);
        }

        return recipe;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
