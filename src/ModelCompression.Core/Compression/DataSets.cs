using ModelCompression.Analysis;
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

    public int EvaluationCount => (Validation ?? Calibration)?.Count ?? RandomSampleCount;

    /// <summary>How the metric's outputs are decoded.</summary>
    public OutputDecoding Decoding { get; private init; } = OutputDecoding.Raw;

    /// <summary>Id of the metric: the one asked for; else the one that goes with the labels of the validation data.</summary>
    public string MetricId => _metric ?? Validation?.Labels switch
    {
        LabelKind.Class => "Top1",
        LabelKind.Pair => "Spearman",
        _ => "Fidelity",
    };

    /// <summary>What a caller of the model must feed.</summary>
    public static IReadOnlyList<Port> PortsOf(Model model) => [.. model.Graph.RequiredInputs.Select(input => new Port(input.Name, input.Type))];

    /// <exception cref="UserErrorException">From the readers, or MC2007 when a metric needs labels that are not there.</exception>
    public static DataSets Open(CompressionOptions options, Model model)
    {
        var inputs = PortsOf(model);
        var spec = options.Preprocess.Length == 0 ? null : PreprocessingSpec.Load(options.Preprocess);
        var labels = options.Labels.Length == 0 ? null : ClassNames.Load(options.Labels);
        var metric = options.Metric.Length == 0 ? null : options.Metric;
        var classes = metric is null or "Top1" ? OutputDecodings.Judged(model, spec).Type?.Dims?.LastOrDefault().Size : null;
        var calibration = Open(options.CalibrationData, spec, labels, null, inputs);
        var validation = Open(options.ValidationData, spec, labels, classes, inputs);
        var data = new DataSets(inputs, calibration, validation, spec, options) { Decoding = OutputDecodings.Of(model, spec) };
        data.RequireLabels(options);
        return data;
    }

    /// <summary>How messages call the data accuracy is measured on.</summary>
    public string EvaluationName(CompressionRequest request) =>
        _paths.Validation.Length > 0 ? request.Relative(_paths.Validation) : _paths.Calibration.Length > 0 ? request.Relative(_paths.Calibration) : "random inputs";

    /// <summary>Which data did what, for the report.</summary>
    public IReadOnlyList<DataReport> Describe(CompressionRequest request, CancellationToken cancel) =>
        [.. new[] { (Role: "calibration", Data: Calibration, Path: _paths.Calibration), (Role: "validation", Data: Validation, Path: _paths.Validation) }
            .Where(used => used.Data is not null)
            .Select(used => new DataReport(used.Role, request.Relative(used.Path), used.Data!.Format, used.Data.Count, used.Data.ContentHash(cancel)))]; // not null: filtered above

    public IEnumerable<Sample> ForEvaluation(int seed, CancellationToken cancel) =>
        (Validation ?? Calibration)?.Read(cancel) ?? RandomSamples.Create(_inputs, RandomSampleCount, seed);

    public void WarnAboutGate(IDiagnostics diagnostics, CompressionOptions options)
    {
        if (!IsGated && options.GateSeverity != "None")
        {
            diagnostics.Report(Diagnostic.Warning(Codes.NotGated,
                "Nothing is gated: the item has no ValidationData. Add ValidationData to have the accuracy checked, or set GateSeverity=\"None\"."));
        }
    }

    private void RequireLabels(CompressionOptions options)
    {
        var needs = new Catalog().Create<IMetric>(MetricId).Needs;
        if (needs != LabelKind.None && Validation?.Labels != needs)
        {
            var (what, remedy) = needs == LabelKind.Pair
                ? ("scored pairs", "Give ValidationData with rows 'text,text,score'")
                : ("class labels", "Give labelled ValidationData");
            throw new UserErrorException(Codes.LabelsMissing,
                $"Metric '{MetricId}' needs {what}, and {(Validation is null ? "there is no ValidationData" : $"'{Path.GetFileName(options.ValidationData)}' has none")}. {remedy}, or use Metric 'Fidelity'.");
        }
    }

    private static Dataset? Open(string path, PreprocessingSpec? spec, IReadOnlyList<string>? labels, long? classes, IReadOnlyList<Port> inputs) =>
        path.Length == 0 ? null : Dataset.Open(new DatasetSource(path, spec, labels, classes), inputs);
}
