using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Search;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Search;

/// <summary>The parts of a search over one model, with a clock that says how long each candidate takes.</summary>
internal sealed class SearchBench : IDisposable
{
    private readonly Pipeline _pipeline = new();
    private readonly DataSets _data;

    /// <param name="calibrated">True for calibration data of seeded random numbers.</param>
    /// <param name="milliseconds">CPU time of one run of a model with these operators; without it, all take the same.</param>
    public SearchBench(string text, bool calibrated, Func<IReadOnlyList<string>, double>? milliseconds = null, params IEnumerable<(string Name, string Value)> options)
        : this(text, calibrated, 0, milliseconds, options)
    {
    }

    /// <param name="labelled">Number of validation samples, labelled by the model itself.</param>
    public SearchBench(string text, bool calibrated, int labelled, Func<IReadOnlyList<string>, double>? milliseconds = null, params IEnumerable<(string Name, string Value)> options)
    {
        var model = GraphText.Parse(text);
        OnnxWriter.Write(model, _pipeline.ModelPath);
        var samples = Pipeline.SamplesFor(model);
        if (labelled > 0)
        {
            var validation = Pipeline.SamplesFor(model, first: 1000, labelled);
            options = [.. options, ("ValidationData", _pipeline.Write("validation.npz", validation, Labels(model, validation)))];
        }

        var runners = new TimedRunners(milliseconds ?? (_ => 1));
        Request = _pipeline.Request(calibrated ? samples : null, [("Rounding", "Nearest"), ("BiasCorrection", "None"), .. options]); // a search is about other things, and this is quicker
        Host = _pipeline.Host(runners, () => runners.Now);
        var original = OnnxReader.Read(_pipeline.ModelPath);
        _data = DataSets.Open(Request.Options, original, searches: true, runners, _pipeline.ModelPath);
        Store = NewStore();
        Tuning = new TuningSet(Host, Request, _data);
        Speed = new SpeedCheck(Host, Request, () => samples[0], canMeasure: milliseconds is not null);
    }

    public CompressorHost Host { get; }

    public CompressionRequest Request { get; }

    public CandidateStore Store { get; }

    public TuningSet Tuning { get; }

    public SpeedCheck Speed { get; }

    public DiagnosticList Diagnostics { get; } = new();

    public string OriginalPath => _pipeline.ModelPath;

    public long OriginalBytes => new FileInfo(OriginalPath).Length;

    /// <summary>Files in the cache.</summary>
    public int Built => Directory.EnumerateFiles(Host.CacheFolder, "candidate.json", SearchOption.AllDirectories).Count();

    /// <summary>A store over the same cache that knows nothing yet.</summary>
    public CandidateStore NewStore(CompressionRequest? request = null)
    {
        var original = OnnxReader.Read(_pipeline.ModelPath);
        var keys = new ResultKeys(Host, Request, original, _data, CancellationToken.None);
        return new CandidateStore(Host, new Catalog(), new CompressionCache(Host.CacheFolder, Diagnostics), request ?? Request, (original, _data, keys), Diagnostics);
    }

    public SearchResult Find() => new RecipeSearch(Store, Tuning, Speed, new SearchBudget(TimeSpan.FromHours(1)), Diagnostics).Find(Request.Options, OriginalBytes, CancellationToken.None);

    /// <summary>What accuracy control makes of a recipe.</summary>
    public Tuned Improve(string schemes) =>
        new AccuracyControl(Store, Tuning, new SearchBudget(TimeSpan.FromHours(1)), Diagnostics).Improve(Request.Options with { Quantization = schemes, AccuracyControl = false }, CancellationToken.None);

    public void Dispose()
    {
        Store.Dispose();
        _pipeline.Dispose();
    }

    private static long[] Labels(Model model, IReadOnlyList<Sample> samples)
    {
        using var runner = new OrtRunnerFactory().Load(model, new RunnerOptions());
        return [.. samples.Select(sample => runner.Run(sample)[0].ToFloats()).Select(scores => (long)Array.IndexOf(scores, scores.Max()))];
    }

    /// <summary>Runners whose runs take the time they are said to take.</summary>
    private sealed class TimedRunners(Func<IReadOnlyList<string>, double> milliseconds) : IModelRunnerFactory
    {
        private readonly OrtRunnerFactory _inner = new();

        public TimeSpan Now { get; private set; }

        public string Runtime => _inner.Runtime;

        public string CpuClass => _inner.CpuClass;

        public IModelRunner Load(string path, RunnerOptions options)
        {
            var time = milliseconds([.. OnnxReader.Read(path).Graph.Nodes.Select(node => node.OpType)]);
            return new TimedRunner(_inner.Load(path, options), () => Now += TimeSpan.FromMilliseconds(time));
        }

        public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null) => _inner.Load(model, options, extraOutputs);

        public Model Optimized(string path) => _inner.Optimized(path);
    }

    private sealed class TimedRunner(IModelRunner inner, Action pass) : IModelRunner
    {
        public IReadOnlyList<Port> Inputs => inner.Inputs;

        public IReadOnlyList<Port> Outputs => inner.Outputs;

        public IReadOnlyList<TensorData> Run(Sample sample)
        {
            pass();
            return inner.Run(sample);
        }

        public void Dispose() => inner.Dispose();
    }
}
