using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Compression.Search;

/// <summary>The candidates of one model: each recipe is built once and then comes from the cache.</summary>
internal sealed class CandidateStore : IDisposable
{
    private readonly CompressorHost _host;
    private readonly Catalog _catalog;
    private readonly CompressionCache _cache;
    private readonly CompressionRequest _request;
    private readonly Model _original;
    private readonly DataSets _data;
    private readonly ResultKeys _keys;
    private readonly IDiagnostics _sink;
    private readonly Lazy<ScratchFolder> _scratch;
    private readonly Dictionary<(GraphForm Form, bool Equalized, string Products), PreparedModel> _smoothed = [];
    private readonly Dictionary<string, IReadOnlySet<string>> _products = new(StringComparer.Ordinal); // by the candidate's key: building and explaining it both ask
    private readonly Dictionary<GraphForm, PreparedModel> _equalized = [];
    private readonly Dictionary<GraphForm, PreparedModel> _formed = [];
    private RecordingDiagnostics? _preparation;
    private PreparedModel? _prepared;

    public CandidateStore(CompressorHost host, Catalog catalog, CompressionCache cache, CompressionRequest request, (Model Original, DataSets Data, ResultKeys Keys) input, IDiagnostics sink)
    {
        (_host, _catalog, _cache, _request, _sink) = (host, catalog, cache, request, sink);
        (_original, _data, _keys) = input;
        _scratch = new Lazy<ScratchFolder>(() => new ScratchFolder(Path.Combine(host.CacheFolder, "scratch")));
    }

    /// <summary>True once anything had to be built.</summary>
    public bool HasBuilt { get; private set; }

    public bool HasCalibration => _data.Calibration is not null;

    /// <summary>The candidate of a recipe, from the cache or built.</summary>
    /// <exception cref="UserErrorException">MC1004: it is not in the cache, and nothing may be computed.</exception>
    public Candidate Get(CompressionOptions options, CancellationToken cancel)
    {
        var key = _keys.Candidate(options);
        var (path, record) = _cache.Locked(key, _request.Name, () => _cache.FindCandidate(key) ?? Build(key, options, cancel), cancel);
        return new Candidate(path, record, options);
    }

    /// <summary>A file for a look only: not kept, and nothing is said about it.</summary>
    public (string Path, CandidateRecord Record) Sketch(CompressionOptions options, CancellationToken cancel)
    {
        var path = _scratch.Value.File("sketch.onnx");
        return (path, Builder(SilentDiagnostics.Instance).Build(Prepared(options, cancel), options, path, cancel));
    }

    /// <summary>The float graph candidates are made of.</summary>
    public Model FloatModel(CompressionOptions options) => Prepared(options).Parse();

    public void Dispose()
    {
        if (_scratch.IsValueCreated)
        {
            _scratch.Value.Dispose();
        }
    }

    private (string Path, CandidateRecord Record) Build(string key, CompressionOptions options, CancellationToken cancel)
    {
        if (_request.CacheOnly)
        {
            throw new UserErrorException(Codes.NotInCache, "Mode CacheOnly found no compressed model in the cache. Build once with ModelCompressionMode=Compress.", _request.ModelPath);
        }

        HasBuilt = true;
        var path = _scratch.Value.File("model.onnx");
        var diagnostics = new RecordingDiagnostics(new ProgressOnly(_sink));
        var record = PassThrough.Of(_original, _request, options, HasCalibration, path, diagnostics)
            ?? PassThrough.InsteadOf(Explained(Builder(diagnostics).Build(Prepared(options, cancel), options, path, cancel), options, path, cancel), _original, _request, options, HasCalibration, path);
        return _cache.StoreCandidate(key, path, record with { Diagnostics = [.. _preparation?.Items ?? [], .. diagnostics.Items] });
    }

    private CandidateRecord Explained(CandidateRecord built, CompressionOptions options, string path, CancellationToken cancel)
    {
        _sink.Progress("comparing the layers");
        var showsTarget = TargetRules.ProfileOf(_catalog, options).RunsOn(_host.Runners.CpuClass);
        return built with { Layers = new LayerExplainer(_host.Runners, _host.Threads, showsTarget).Explain(Prepared(options, cancel), path, built.Layers, options.Seed, cancel) };
    }

    private PreparedModel Prepared(CompressionOptions options, CancellationToken cancel)
    {
        var equalized = Equalized(options, cancel);
        if (!FloatSmoothing.IsOn(options, HasCalibration))
        {
            return equalized;
        }

        var recipe = _keys.Candidate(options);
        var products = _products.TryGetValue(recipe, out var names) ? names : _products[recipe] = Builder(_preparation ?? _sink).DynamicProducts(equalized, options, cancel);
        if (products.Count == 0)
        {
            return equalized;
        }

        var key = (FormOf(options), FloatEqualization.IsOn(options, HasCalibration), string.Join('\n', products));
        return _smoothed.TryGetValue(key, out var known) ? known : _smoothed[key] = Builder(_preparation ?? _sink).Smooth(equalized, products, options, cancel);
    }

    private PreparedModel Equalized(CompressionOptions options, CancellationToken cancel)
    {
        var plain = Prepared(options);
        if (_data.Calibration is not { } calibration || !FloatEqualization.IsOn(options, hasCalibration: true))
        {
            return plain;
        }

        var form = FormOf(options);
        return _equalized.TryGetValue(form, out var known) ? known : _equalized[form] = Builder(_preparation ?? _sink).Equalize(plain, calibration, options.CrossLayerEqualization == true, cancel);
    }

    private PreparedModel Prepared(CompressionOptions options)
    {
        _preparation ??= new RecordingDiagnostics(new ProgressOnly(_sink));
        _prepared ??= Builder(_preparation).Prepare(_original, options, _data.Calibration);
        var form = FormOf(options);
        return _formed.TryGetValue(form, out var known) ? known : _formed[form] = Builder(_preparation).Bring(_prepared, form);
    }

    private GraphForm FormOf(CompressionOptions options) => GraphForm.Of(options, HasCalibration, TargetRules.ProfileOf(_catalog, options));

    private CandidateBuilder Builder(IDiagnostics diagnostics) => new(_host.Runners, _catalog, _host.Threads, diagnostics);

    /// <summary>Warnings wait until it is known which candidate is taken.</summary>
    private sealed class ProgressOnly(IDiagnostics sink) : IDiagnostics
    {
        public void Report(Diagnostic diagnostic)
        {
        }

        public void Progress(string message, double? share = null) => sink.Progress(message, share);
    }
}
