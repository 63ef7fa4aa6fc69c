using ModelCompression.Analysis;
using ModelCompression.Compression.Search;
using ModelCompression.Data;
using ModelCompression.Data.Importing;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Reporting;

namespace ModelCompression.Compression;

/// <summary>The data of one request, opened for its model.</summary>
internal sealed class DataSets : IDisposable
{
    private const int RandomSampleCount = 16;
    private const int MostThumbnails = 24;

    private readonly IReadOnlyList<Port> _inputs;
    private readonly string? _metric;
    private readonly (string Calibration, string Validation) _paths;

    private DataSets(IReadOnlyList<Port> inputs, Dataset? calibration, Dataset? validation, PreprocessingSpec? preprocessing, CompressionOptions options)
    {
        _paths = (options.CalibrationData, options.ValidationData);
        _inputs = inputs;
        _metric = options.Metric.Length == 0 ? null : options.Metric;
        Calibration = calibration;
        Validation = validation;
        Preprocessing = preprocessing;
    }

    /// <summary>Calibration data in the pieces a model takes at a time: frames of recordings, each with the states that lead to it.</summary>
    public Dataset? Calibration { get; }

    public Dataset? Validation { get; }

    public PreprocessingSpec? Preprocessing { get; }

    /// <summary>True when accuracy is measured on validation data and so may fail the gate.</summary>
    public bool IsGated => Validation is not null;

    /// <summary>Which validation samples a search may look at; null when none does.</summary>
    public TuningSplit? Split { get; private init; }

    public int EvaluationCount => Split?.VerdictCount ?? (Validation ?? WholeCalibration)?.Count ?? RandomSampleCount;

    /// <summary>Calibration data as accuracy is measured on it: whole recordings.</summary>
    private Dataset? WholeCalibration { get; init; }

    /// <summary>The frames of the calibration data, where they are samples.</summary>
    private SteppedContent? Frames { get; init; }

    /// <summary>How the model is run over recordings; null when it is not run frame after frame.</summary>
    public FrameLoop? Loop { get; private init; }

    /// <summary>How the metric's outputs are decoded.</summary>
    public OutputDecoding Decoding { get; private init; } = OutputDecoding.Raw;

    /// <summary>The largest value of the judged output, where that is an image.</summary>
    private double Peak { get; init; } = 1;

    /// <summary>From which score on a frame of the judged output counts as positive.</summary>
    private double Threshold { get; init; } = OutputSpec.DefaultThreshold;

    /// <summary>Id of the metric: the one asked for; else the one that goes with the labels of the validation data.</summary>
    public string MetricId => _metric ?? LabelNeeds.Of(Validation?.Labels ?? LabelKind.None).Metric ?? "Fidelity";

    /// <summary>The metric of that id, as it judges this model's output.</summary>
    public IMetric MetricOf(string id) => new Catalog().Create<IMetric>(id).WithPeak(Peak).WithThreshold(Threshold);

    /// <summary>What a caller of the model must feed.</summary>
    public static IReadOnlyList<Port> PortsOf(Model model) => [.. model.Graph.RequiredInputs.Select(input => new Port(input.Name, input.Type))];

    /// <exception cref="UserErrorException">From the readers, or MC2007 when a metric needs labels that are not there.</exception>
    /// <param name="searches">True when a search may read labels, so that the verdict needs samples of its own.</param>
    /// <param name="runners">Runs the original where calibration needs its states.</param>
    /// <param name="modelPath">File of the original.</param>
    public static DataSets Open(CompressionOptions options, Model model, bool searches, IModelRunnerFactory runners, string modelPath)
    {
        var inputs = PortsOf(model);
        var spec = options.Preprocess.Length == 0 ? null : SpecImporters.Load(options.Preprocess, new ModelSignature(inputs, [.. model.Graph.Outputs.Select(output => new Port(output.Name, output.Type))], model.Metadata));
        var labels = options.Labels.Length == 0 ? spec?.ClassNames : ClassNames.Load(options.Labels);
        var metric = options.Metric.Length == 0 ? null : options.Metric;
        var needs = metric is null ? LabelKind.Class : new Catalog().Create<IMetric>(metric).Needs;
        var judged = OutputDecodings.Judged(model, spec);
        var source = new DatasetSource("", spec, labels)
        {
            Needs = needs,
            PictureClasses = OutputDecodings.ClassesOf(judged, spec),
            Peak = spec?.Outputs.GetValueOrDefault(judged.Name)?.Peak ?? 1,
        };
        var loop = FrameLoops.Of(model, spec);
        var calibration = Open(source with { Path = options.CalibrationData }, inputs);
        var frames = loop is not null && calibration?.Framed is { } framed ? new SteppedContent(framed, loop, () => runners.Load(modelPath, new RunnerOptions())) : null;
        var validation = Open(source with { Path = options.ValidationData, ClassCount = needs == LabelKind.Class ? ClassesOf(judged) : null }, inputs);
        var splits = searches && options is { AccuracyControl: true, Quantization: not "None" } && validation?.Count / validation?.GroupSize >= TuningSplit.FewestSamples;
        var data = new DataSets(inputs, (frames is null ? calibration : calibration?.With(frames))?.Subset(options.CalibrationSamples), validation, spec, options)
        {
            WholeCalibration = frames is null ? calibration?.Subset(options.CalibrationSamples) : calibration,
            Frames = frames,
            Loop = loop,
            Decoding = OutputDecodings.Of(model, spec),
            Peak = source.Peak,
            Threshold = spec?.Outputs.GetValueOrDefault(judged.Name)?.Threshold ?? OutputSpec.DefaultThreshold,
            Split = splits ? new TuningSplit(validation?.Count ?? 0, options.Seed, validation?.GroupSize ?? 1) : null,
        };
        data.RequireLabels(options);
        return data;
    }

    /// <summary>How messages call the data accuracy is measured on.</summary>
    public string EvaluationName(CompressionRequest request) =>
        _paths.Validation.Length > 0 ? request.Relative(_paths.Validation) : _paths.Calibration.Length > 0 ? request.Relative(_paths.Calibration) : "random inputs";

    /// <summary>Which data did what, for the report.</summary>
    public IReadOnlyList<DataReport> Describe(CompressionRequest request, CancellationToken cancel) =>
        [.. new (string Role, Dataset? Data, string Path, int? Count)[]
            {
                ("calibration", Calibration, _paths.Calibration, null),
                ("tuning", Split is null ? null : Validation, _paths.Validation, Split?.TuningCount),
                ("validation", Validation, _paths.Validation, Split?.VerdictCount),
            }
            .Where(used => used.Data is not null)
            .Select(used => new DataReport(used.Role, request.Relative(used.Path), used.Data!.Format, used.Count ?? used.Data.Count, used.Data.ContentHash(cancel)))]; // not null: filtered above

    public IEnumerable<Sample> ForEvaluation(int seed, CancellationToken cancel) =>
        Split is { } split && Validation is { } validation ? split.Verdict(validation.Read(cancel))
            : (Validation ?? WholeCalibration)?.Read(cancel) ?? RandomInputs(seed);

    /// <summary>One sample as the model takes it at a time, for timing: of a recording, its first frame.</summary>
    public Sample ForTiming(int seed, CancellationToken cancel)
    {
        var sample = ForEvaluation(seed, cancel).First();
        return Loop is { } loop && sample.Frames is not null ? new FrameStates(loop, sample, _inputs, []).Current() : sample;
    }

    /// <summary>Calibration samples to be compared with those of <see cref="ForEvaluation"/>.</summary>
    public IEnumerable<Sample> ForOverlap(CancellationToken cancel) => IsGated ? WholeCalibration?.Read(cancel) ?? [] : [];

    public void Dispose() => Frames?.Dispose();

    /// <summary>The validation samples a search may look at; none without a split.</summary>
    public IEnumerable<Sample> ForTuning(CancellationToken cancel) => Split is { } split && Validation is { } validation ? split.Tuning(validation.Read(cancel)) : [];

    /// <summary>Small pictures of samples that changed, by the sample's name, as PNG files.</summary>
    public IReadOnlyDictionary<string, byte[]> Thumbnails(IReadOnlyList<ChangedSample> changed)
    {
        var pictures = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var sample in changed.Take(MostThumbnails))
        {
            if (Validation?.ThumbnailOf(Split?.VerdictIndex(sample.Index) ?? sample.Index) is { } picture)
            {
                pictures.TryAdd(sample.Sample, picture);
            }
        }

        return pictures;
    }

    /// <summary>Says that accuracy decides nothing; the size of the file still may.</summary>
    public void WarnAboutGate(IDiagnostics diagnostics, CompressionOptions options)
    {
        if (!IsGated && options.GateSeverity != "None")
        {
            diagnostics.Report(Diagnostic.Warning(Codes.NotGated,
                (options.MaxSizeBytes is null ? "Nothing is gated: " : "MaxSize is the only limit, the accuracy is not gated: ")
                + "the item has no ValidationData. Add ValidationData to have the accuracy checked, or set GateSeverity=\"None\"."));
        }
    }

    /// <summary>Number of scores the judged output holds, where it is known; one score alone is that of two classes.</summary>
    private static long? ClassesOf(Value output) => output.Type?.Dims?.LastOrDefault().Size is { } size ? Math.Max(2, size) : null;

    /// <summary>What stands in for data, of the shapes that the spec makes; constants and states are not random.</summary>
    private IEnumerable<Sample> RandomInputs(int seed)
    {
        var builder = new SampleBuilder(_inputs, Preprocessing);
        return RandomSamples.Create([.. _inputs.Select(builder.Sized)], RandomSampleCount, seed)
            .Select(sample => sample with { Inputs = sample.Inputs.ToDictionary(input => input.Key, input => builder.Fed.GetValueOrDefault(input.Key) ?? input.Value, StringComparer.Ordinal) });
    }

    private void RequireLabels(CompressionOptions options)
    {
        var metric = MetricOf(MetricId);
        if (_metric is null && metric.Bound is null)
        {
            throw new UserErrorException(Codes.InvalidOption, $"'{Path.GetFileName(options.ValidationData)}' has {LabelNeeds.Of(metric.Needs).What}, which metric {MetricId} is for. Its loss has no natural limit, so give Metric '{MetricId}' and MaxMetricDrop, or use Metric 'Fidelity'.");
        }

        var needs = metric.Needs;
        if (needs != LabelKind.None && Validation?.Labels != needs)
        {
            var (what, remedy, _) = LabelNeeds.Of(needs);
            throw new UserErrorException(Codes.LabelsMissing,
                $"Metric '{MetricId}' needs {what}, and {(Validation is null ? "there is no ValidationData" : $"'{Path.GetFileName(options.ValidationData)}' has none")}. {remedy}, or use Metric 'Fidelity'.");
        }

        if (options.MaxClassDrop is not null && IsGated && needs != LabelKind.Class)
        {
            throw new UserErrorException(Codes.InvalidOption,
                $"MaxClassDrop limits the share of right samples of a class, and Metric '{MetricId}' does not say whether a sample is right. Leave MaxClassDrop out, or use a metric of class labels such as 'Top1'.");
        }
    }

    private static Dataset? Open(DatasetSource source, IReadOnlyList<Port> inputs) => source.Path.Length == 0 ? null : Dataset.Open(source, inputs);
}
