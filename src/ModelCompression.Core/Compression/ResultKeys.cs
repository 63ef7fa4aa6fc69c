using System.Security.Cryptography;
using System.Text;
using ModelCompression.Compression.Recipes;
using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>The cache keys of a request, from the contents of everything it reads.</summary>
internal sealed class ResultKeys
{
    private readonly CompressorHost _host;
    private readonly string _metric;
    private readonly string _labels;
    private readonly string _data;
    private readonly string _original;
    private readonly string _preprocessing;
    private readonly string _seed;
    private readonly string _calibration;
    private readonly string _parts;
    private readonly bool _hasSplit;

    public ResultKeys(CompressorHost host, CompressionRequest request, Model model, DataSets data, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(request.ModelPath) ?? ".";
        var files = model.ExternalLocations.Select(location => Path.Combine(folder, location)).Prepend(request.ModelPath).ToList();
        _host = host;
        _original = string.Join('+', files.Select(CompressionCache.HashOf));
        OriginalBytes = files.Sum(file => new FileInfo(file).Length);
        _preprocessing = data.Preprocessing?.ContentHash() ?? "";
        _metric = data.MetricId;
        _labels = request.Options.Labels.Length == 0 ? "" : CompressionCache.HashOf(request.Options.Labels);
        _data = (data.Validation ?? data.Calibration)?.ContentHash(cancel) ?? "";
        _seed = request.Options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _calibration = data.Calibration?.ContentHash(cancel) ?? "";
        var parts = request.Options.Resampling;
        _parts = FormattableString.Invariant($"{request.Options.Selection} {parts.Folds} {parts.Subsets} {parts.SubsetSize:R} {parts.Seed}");
        _hasSplit = data.Split is not null;
    }

    public long OriginalBytes { get; }

    /// <summary>Hash of the model; with external data, of the hashes of all its files.</summary>
    public string OriginalSha256 => _original.Contains('+', StringComparison.Ordinal) ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_original))) : _original;

    /// <summary>The key of what the search decides: everything that may influence it.</summary>
    public string Search(CompressionOptions options) => Built("search", options)
        .With("quantization", options.Quantization)
        .With("accuracy control", options.AccuracyControl ? "true" : "false")
        .With("limits", FormattableString.Invariant($"{options.MaxMetricDrop:R} {options.MinMetric:R} {options.GatePolicy}"))
        .With("metric", _metric)
        .With("labels", _labels)
        .With("data", options.AccuracyControl ? _data : "")
        .With("tuning preprocessing", _preprocessing)
        .ToString();

    /// <summary>The key of a compressed file.</summary>
    public string Candidate(CompressionOptions options) => Built("compression", options).ToString();

    public string Evaluation(CandidateRecord candidate) => new CacheKey()
        .With("kind", "evaluation")
        .With("original", _original)
        .With("candidate", candidate.Sha256)
        .With("data", _data)
        .With("calibration", _calibration)
        .With("preprocessing", _preprocessing)
        .With("metric", _metric)
        .With("labels", _labels)
        .With("seed", _data.Length == 0 ? _seed : "")
        .With("version", _host.Version)
        .With("runtime", _host.Runners.Runtime)
        .With("cpu", _host.Runners.CpuClass)
        .With("parts", _parts)
        .With("samples", _hasSplit ? "verdict" : "all")
        .ToString();

    private CacheKey Built(string kind, CompressionOptions options) => new CacheKey()
        .With("kind", kind)
        .With("model", _original)
        .With("calibration", _calibration)
        .With("preprocessing", _calibration.Length == 0 ? "" : _preprocessing)
        .With("version", _host.Version)
        .With("runtime", _host.Runners.Runtime)
        .With("cpu", _host.Runners.CpuClass)
        .With(ResolvedRecipe.Of(options, _calibration.Length > 0).Select(pair => KeyValuePair.Create("recipe." + pair.Key, pair.Value)))
        .With("rules", RecipeWriter.ToLine(options.Rules));
}
