using ModelCompression.Compression.Recipes;
using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>The two cache keys of a request, from the contents of everything it reads.</summary>
internal sealed class ResultKeys
{
    private readonly CompressorHost _host;
    private readonly string _metric;
    private readonly string _labels;
    private readonly string _data;
    private readonly string _original;
    private readonly string _preprocessing;
    private readonly string _seed;

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
        Compression = new CacheKey()
            .With("kind", "compression")
            .With("model", _original)
            .With("calibration", data.Calibration?.ContentHash(cancel) ?? "")
            .With("preprocessing", data.Calibration is null ? "" : _preprocessing)
            .With("version", host.Version)
            .With("runtime", host.Runners.Runtime)
            .With("cpu", host.Runners.CpuClass)
            .With(ResolvedRecipe.Of(request.Options, data.Calibration is not null).Select(pair => KeyValuePair.Create("recipe." + pair.Key, pair.Value)))
            .With("rules", RecipeWriter.ToLine(request.Options.Rules))
            .ToString();
    }

    public long OriginalBytes { get; }

    public string Compression { get; }

    public string Evaluation(CandidateRecord candidate) => new CacheKey()
        .With("kind", "evaluation")
        .With("original", _original)
        .With("candidate", candidate.Sha256)
        .With("data", _data)
        .With("preprocessing", _preprocessing)
        .With("metric", _metric)
        .With("labels", _labels)
        .With("seed", _data.Length == 0 ? _seed : "")
        .With("version", _host.Version)
        .With("runtime", _host.Runners.Runtime)
        .With("cpu", _host.Runners.CpuClass)
        .ToString();
}
