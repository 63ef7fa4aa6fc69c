using ModelCompression.Analysis;
using ModelCompression.Compression.Search;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Reporting;

namespace ModelCompression.Compression;

/// <summary>The data of one request, opened for its model.</summary>
internal sealed class DataSets
{
    private const int RandomSampleCount = 16;

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

    public Dataset? Calibration { get; }

    public Dataset? Validation { get; }

    public PreprocessingSpec? Preprocessing { get; }

    /// <summary>True when accuracy is measured on validation data and so may fail the gate.</summary>
    public bool IsGated => Validation is not null;

    /// <summary>Which validation samples a search may look at; null when none does.</summary>
    public TuningSplit? Split { get; private init; }

    public int EvaluationCount => Split?.VerdictCount ?? (Validation ?? Calibration)?.Count ?? RandomSampleCount;

    /// <summary>How the metric's outputs are decoded.</summary>
    public OutputDecoding Decoding { get; private init; } = OutputDecoding.Raw;

    /// <summary>The largest value of the judged output, where that is an image.</summary>
    private double Peak { get; init; } = 1;

    /// <summary>Id of the metric: the one asked for; else the one that goes with the labels of the validation data.</summary>
    public string MetricId => _metric ?? LabelNeeds.Of(Validation?.Labels ?? LabelKind.None).Metric ?? "Fidelity";

    /// <summary>The metric of that id, as it judges this model's output.</summary>
    public IMetric MetricOf(string id) => new Catalog().Create<IMetric>(id).WithPeak(Peak);

    /// <summary>What a caller of the model must feed.</summary>
    public static IReadOnlyList<Port> PortsOf(Model model) => [.. model.Graph.RequiredInputs.Select(input => new Port(input.Name, input.Type))];

    /// <exception cref="UserErrorException">From the readers, or MC2007 when a metric needs labels that are not there.</exception>
    /// <param name="searches">True when a search may read labels, so that the verdict needs samples of its own.</param>
    public static DataSets Open(CompressionOptions options, Model model, bool searches)
    {
        var inputs = PortsOf(model);
        var spec = options.Preprocess.Length == 0 ? null : PreprocessingSpec.Load(options.Preprocess);
        var labels = options.Labels.Length == 0 ? null : ClassNames.Load(options.Labels);
        var metric = options.Metric.Length == 0 ? null : options.Metric;
        var needs = metric is null ? LabelKind.Class : new Catalog().Create<IMetric>(metric).Needs;
        var judged = OutputDecodings.Judged(model, spec);
        var source = new DatasetSource("", spec, labels)
        {
            Needs = needs,
            PictureClasses = OutputDecodings.ClassesOf(judged, spec),
            Peak = spec?.Outputs.GetValueOrDefault(judged.Name)?.Peak ?? 1,
        };
        var calibration = Open(source with { Path = options.CalibrationData }, inputs)?.Subset(options.CalibrationSamples);
        var validation = Open(source with { Path = options.ValidationData, ClassCount = needs == LabelKind.Class ? ClassesOf(judged) : null }, inputs);
        var splits = searches && options is { AccuracyControl: true, Quantization: not "None" } && validation?.Count / validation?.GroupSize >= TuningSplit.FewestSamples;
        var data = new DataSets(inputs, calibration, validation, spec, options)
        {
            Decoding = OutputDecodings.Of(model, spec),
            Peak = source.Peak,
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
            : (Validation ?? Calibration)?.Read(cancel) ?? RandomSamples.Create(_inputs, RandomSampleCount, seed);

    /// <summary>The validation samples a search may look at; none without a split.</summary>
    public IEnumerable<Sample> ForTuning(CancellationToken cancel) => Split is { } split && Validation is { } validation ? split.Tuning(validation.Read(cancel)) : [];

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

    private void RequireLabels(CompressionOptions options)
    {
        var needs = MetricOf(MetricId).Needs;
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
