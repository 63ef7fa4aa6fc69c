using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelCompression.Reporting;

/// <summary>
/// Everything there is to say about one model, ready to be written. Values are fractions or native units (0.9895, not 98.95); drop is positive when worse;
/// latency ratio is original / compressed, above 1 is faster. Serialised in camel case, this is the JSON of the command line and of <c>report.json</c>.
/// </summary>
public sealed record ModelReport
{
    public const int CurrentSchema = 1;

    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the JSON is never put into a page as it is
        WriteIndented = true,
        NewLine = "\n",
    };

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>As the user named it, for example <c>models/digits.onnx</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Where the result was put; null when it was not accepted.</summary>
    public string? Output { get; init; }

    public long? OriginalBytes { get; init; }

    public long? Bytes { get; init; }

    /// <summary>One line for the log.</summary>
    public string? Summary { get; init; }

    public MetricReport? Metric { get; init; }

    public FidelityReport? Fidelity { get; init; }

    /// <summary><c>Pass</c>, <c>Fail</c>, <c>Inconclusive</c>, <c>NotGated</c> or <c>Error</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Each limit that was set and what became of it; empty when the model never got as far.</summary>
    public IReadOnlyList<GateReport> Gates { get; init; } = [];

    /// <summary>Sentences with figures: why the verdict is what it is.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Samples that were right and are wrong now, then the other way round: the first ones.</summary>
    public IReadOnlyList<ChangedReport> Changed { get; init; } = [];

    /// <summary>Right samples of each class.</summary>
    public IReadOnlyList<ClassReport> Classes { get; init; } = [];

    /// <summary>Classes taken for one another, the most frequent first.</summary>
    public IReadOnlyList<ConfusionReport> Confusions { get; init; } = [];

    /// <summary>Small pictures of changed samples, by name, as PNG files; for the page alone.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, byte[]> Thumbnails { get; init; } = new Dictionary<string, byte[]>();

    public LatencyReport? Latency { get; init; }

    public CpuReport? Cpu { get; init; }

    /// <summary>How each node with weights, and each node around them that was touched, is treated.</summary>
    public IReadOnlyList<LayerReport> Layers { get; init; } = [];

    /// <summary>Schemes found in a file that was judged or passed on as it is; none where <see cref="Layers"/> says how it was made.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Schemes { get; init; } = [];

    /// <summary>What was not done, and why.</summary>
    public IReadOnlyList<SkippedReport> Skipped { get; init; } = [];

    /// <summary>Share of zeros among the pruned weights.</summary>
    public double? Sparsity { get; init; }

    /// <summary>Every option that decides about the bytes, resolved.</summary>
    public IReadOnlyDictionary<string, string> Recipe { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The recipe as a file that repeats the build; written beside the report.</summary>
    [JsonIgnore]
    public string? RecipeFile { get; init; }

    /// <summary>Which data did what.</summary>
    public IReadOnlyList<DataReport> Data { get; init; } = [];

    /// <summary>The resolved preprocessing spec as JSON text, every field explicit.</summary>
    public string? Preprocessing { get; init; }

    public VersionReport? Versions { get; init; }

    public IReadOnlyList<DiagnosticReport> Diagnostics { get; init; } = [];

    /// <summary>Hashes stand alone, since two begin a command of a build server (<c>##vso[</c>) wherever they stand in a line of its log.</summary>
    public string ToJson() => SafeJson(JsonSerializer.Serialize(this, Json));

    /// <summary>The same JSON without <c>##</c>.</summary>
    public static string SafeJson(string json) => json.Replace("##", @"#\u0023", StringComparison.Ordinal);
}

/// <summary>The metric of the gate. <paramref name="Limit"/> is the allowed drop, <paramref name="Floor"/> the absolute floor.</summary>
public sealed record MetricReport(
    string Name, double Original, double Compressed, double Drop, long N, long Broken, long Repaired, double Limit, double? Floor)
{
    /// <summary>False when limit and floor were not applied, because there is no validation data.</summary>
    [JsonIgnore]
    public bool IsGated { get; init; } = true;

    public IntervalReport? Interval { get; init; }

    /// <summary>The drop on parts of the samples.</summary>
    public PartsReport? Parts { get; init; }
}

/// <summary>How the drop scatters over parts of the samples: <c>CrossValidation</c> or <c>RandomSubsets</c>, and the standard error of the drop on all.</summary>
public sealed record PartsReport(string Mode, IReadOnlyList<double> Drops, double Mean, double StandardError);

/// <summary>One limit: the option it was set by, <c>Pass</c>, <c>Fail</c>, <c>Inconclusive</c> or <c>NotGated</c>, and why.</summary>
/// <param name="Blocks">True when the model may not be shipped because of it, unless the severity of the gate is lowered.</param>
public sealed record GateReport(string Name, string Decision, bool Blocks, string? Reason);

/// <summary>What the samples say about the drop on all data: each bound holds with <paramref name="Confidence"/>.</summary>
public sealed record IntervalReport(double Lower, double Upper, double Confidence)
{
    /// <summary>Exact two-sided p-value of as uneven a split of broken and repaired samples by chance.</summary>
    public double? McNemar { get; init; }

    /// <summary>About how many samples like these would tell on which side of the limit the drop is; null when it is too close to it.</summary>
    public long? SamplesToDecide { get; init; }
}

/// <summary>Agreement with the original's outputs, without labels. SQNR in dB.</summary>
public sealed record FidelityReport(double Cosine, double SqnrDb, double MaxAbs, double ArgmaxAgreement)
{
    /// <summary>Share of the original's five highest answers that are among the compressed model's; NaN where there are not more than five.</summary>
    public double Top5Overlap { get; init; } = double.NaN;

    /// <summary>Mean divergence of the compressed model's distribution from the original's, in nats; NaN where there is none.</summary>
    public double KlDivergence { get; init; } = double.NaN;
}

/// <summary>Median of paired CPU-time ratios at one thread, with quartiles; times in milliseconds.</summary>
public sealed record LatencyReport(double Ratio, double LowerQuartile, double UpperQuartile, double OriginalMilliseconds, double CompressedMilliseconds, int Pairs);

/// <summary><c>avx2</c>, <c>avx512</c>, <c>vnni</c>, <c>arm64</c> or <c>other</c>.</summary>
public sealed record CpuReport(string Class);

/// <summary>How one node is treated and how that came out. Absent is what does not apply or was not measured.</summary>
public sealed record LayerReport(string Node, string Operator, string Scheme, string? Note)
{
    /// <summary>Bits of the weight grid.</summary>
    public int? Bits { get; init; }

    /// <summary>Ends of the quantized result's range.</summary>
    public double? Min { get; init; }

    public double? Max { get; init; }

    public double? Scale { get; init; }

    public int? ZeroPoint { get; init; }

    /// <summary>The calibrator that chose the range.</summary>
    public string? Calibrator { get; init; }

    /// <summary>Signal-to-noise ratio of the stored weights.</summary>
    public double? WeightSqnrDb { get; init; }

    /// <summary>Signal-to-noise ratio of the result on a few samples, errors of the layers before included.</summary>
    public double? OutputSqnrDb { get; init; }

    /// <summary>What the model's outputs gain when this node alone stays float.</summary>
    public double? SensitivityDb { get; init; }

    /// <summary>The operator the runtime makes of it.</summary>
    public string? Runtime { get; init; }
}

/// <summary>A sample of the validation data, the index of its class, and <c>broken</c> or <c>repaired</c>.</summary>
public sealed record ChangedReport(string Sample, int? Class, string Change)
{
    /// <summary>The class the original takes it for.</summary>
    public int? Before { get; init; }

    /// <summary>The class the compressed model takes it for.</summary>
    public int? After { get; init; }
}

/// <summary>Samples of one class, and how many of them each model has right.</summary>
public sealed record ClassReport(int Class, int N, int Original, int Compressed);

/// <summary>How many samples of a class each model takes for another.</summary>
public sealed record ConfusionReport(int Class, int Answer, int Original, int Compressed);

public sealed record SkippedReport(string Node, string Why);

/// <summary><paramref name="Role"/>: calibration, validation or fidelity.</summary>
public sealed record DataReport(string Role, string Path, string Format, int Samples, string Sha256);

public sealed record VersionReport(string Tool, string Runtime);

public sealed record DiagnosticReport(string Code, string Severity, string Message, string? Where);
