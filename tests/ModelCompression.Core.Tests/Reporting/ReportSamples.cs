using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

/// <summary>Reports as they come out of real work, and as nobody wants them.</summary>
internal static class ReportSamples
{
    /// <summary>Text that would like to be markup, a cell border, a line of its own, a mention or a command of a build server.</summary>
    public const string Hostile = "::error::x\n::error::y | <script>alert(1)</script> `a` **b** [c](http://d) @e ##vso[task.complete]\u202e\u0007 \"'&";

    public static ModelReport Pass => new ModelReport
    {
        Model = "models/digits.onnx",
        Output = "obj/Debug/net10.0/models/digits.onnx",
        OriginalBytes = 1_724_680,
        Bytes = 440_123,
        Metric = new MetricReport("Top1", 0.9895, 0.9897, -0.0002, 10_000, 5, 7, 0.01, 0.98)
        {
            Interval = new IntervalReport(-0.00078, 0.00038, 0.95) { McNemar = 0.774, SamplesToDecide = 540 },
        },
        Changed = [new ChangedReport("#1247", 7, "broken") { Before = 7, After = 1 }, new ChangedReport("#340", 2, "repaired") { Before = 3, After = 2 }],
        Classes = [new ClassReport(0, 980, 976, 976), new ClassReport(7, 1_028, 1_011, 1_010)],
        Confusions = [new ConfusionReport(7, 1, 8, 9), new ConfusionReport(2, 3, 4, 3)],
        Fidelity = new FidelityReport(0.99981, 34.21, 0.8125, 0.9988) { Top5Overlap = 0.9731, KlDivergence = 0.001234 },
        Verdict = "Pass",
        Gates = [new GateReport("MaxMetricDrop", "Pass", false, null), new GateReport("MinMetric", "Pass", false, null)],
        Latency = new LatencyReport(1.21, 1.17, 1.26, 0.1324, 0.1094, 31),
        Cpu = new CpuReport("avx2"),
        Layers =
        [
            new LayerReport("/conv1/Conv", "Conv", "Static", null),
            new LayerReport("/pool1/MaxPool", "MaxPool", "Static", "computed on 8-bit integers between quantized neighbours"),
            new LayerReport("/conv2/Conv", "Conv", "Static", "weight scale raised on 3 of 50 channels, so that pairs of products fit 16 bits"),
            new LayerReport("/fc1/Gemm", "Gemm", "Static", null),
            new LayerReport("/fc2/Gemm", "Gemm", "Dynamic", null),
            new LayerReport("fc2.bias", "Gemm", "Float16", "stored as Float16, computed in Float"),
        ],
        Skipped = [new SkippedReport("/softmax/Softmax", "the runtime has no integer kernel that would be faster")],
        Recipe = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Calibrator"] = "MinMax",
            ["Granularity"] = "PerChannel",
            ["Pruning"] = "None",
            ["Quantization"] = "Static+Dynamic+Float16",
            ["Seed"] = "0",
            ["Target"] = "Portable",
        },
        Data =
        [
            new DataReport("calibration", "data/train-500.idx.gz", "Idx", 500, "4f0d2c1f6f7c26f1d3ff9f5ad8a1a64cf4b2d9a3ce3d5c0b8d3f9a0e2b7c6d51"),
            new DataReport("validation", "data/t10k-images-idx3-ubyte.gz", "Idx", 10_000, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ],
        Preprocessing = "{\n  \"schema\": 1,\n  \"inputs\": {\n    \"image\": { \"decode\": \"gray\", \"scale\": 0.00392156862745098, \"mean\": [0.1307], \"std\": [0.3081], \"layout\": \"NCHW\", \"type\": \"float32\" }\n  }\n}",
        Versions = new VersionReport("0.1.0", "1.31.1"),
        Diagnostics = [new DiagnosticReport("MC3010", "warning", "Rule 2 of the recipe (Conv 'stem') matches no node of the model. The report lists the nodes by name and operator.", "digits.recipe.json")],
    }.Summarized();

    public static ModelReport Fail => (Pass with
    {
        Output = null,
        Metric = new MetricReport("Top1", 0.751, 0.7312, 0.0198, 1_000, 31, 11, 0.01, 0.72)
        {
            Interval = new IntervalReport(0.00957, 0.03157, 0.95) { McNemar = 0.0029, SamplesToDecide = 1_200 },
        },
        Verdict = "Fail",
        Gates =
        [
            new GateReport("MaxMetricDrop", "Fail", true, "Top1 0.7312 is below the required 0.7410 (original 0.7510, MaxMetricDrop 0.01) on 'data/validation' (1000 samples)."),
            new GateReport("MinMetric", "Pass", false, null),
        ],
        Reasons = ["Top1 0.7312 is below the required 0.7410 (original 0.7510, MaxMetricDrop 0.01) on 'data/validation' (1000 samples)"],
        Latency = new LatencyReport(0.83, 0.79, 0.88, 12.4, 14.94, 31),
        Cpu = new CpuReport("vnni"),
        Diagnostics =
        [
            new DiagnosticReport("MC1001", "error", "Top1 0.7312 is below the required 0.7410 (original 0.7510, MaxMetricDrop 0.01) on 'data/validation' (1000 samples).", "App.csproj"),
            new DiagnosticReport("MC3003", "warning", "The compressed model is slower than the original: 0.83x.", null),
        ],
    }).Summarized();

    public static ModelReport NotGated => (Pass with
    {
        Model = "models/all-minilm-l6-v2.onnx",
        OriginalBytes = 90_405_214,
        Bytes = 23_046_789,
        Metric = new MetricReport("Fidelity", 1, 0.9931, 0.0069, 16, 0, 0, 0.01, null),
        Fidelity = new FidelityReport(0.9931, 18.4, 0.1931, double.NaN),
        Verdict = "NotGated",
        Latency = new LatencyReport(1.02, 0.97, 1.08, 31.5, 30.9, 31),
        Data = [],
        Preprocessing = null,
        Diagnostics = [new DiagnosticReport("MC3001", "note", "There is no ValidationData, so the result is not gated. Fidelity was measured on random inputs.", null)],
    }).Summarized();

    /// <summary>Nothing was measured.</summary>
    public static ModelReport Error => new ModelReport
    {
        Model = "models/flowers.onnx",
        Verdict = "Error",
        Versions = new VersionReport("0.1.0", ""),
        Diagnostics = [new DiagnosticReport("MC2003", "error", "'models/flowers.onnx' is a git-LFS pointer, not the model. Run 'git lfs pull'.", "flowers.onnx")],
    }.Summarized();

    /// <summary>Every text is hostile.</summary>
    public static ModelReport Malicious => (Pass with
    {
        Model = Hostile,
        Output = Hostile,
        Verdict = "Fail",
        Reasons = [Hostile, "\n::error::z"],
        Layers = [new LayerReport(Hostile, Hostile, Hostile, Hostile)],
        Skipped = [new SkippedReport(Hostile, Hostile)],
        Recipe = new SortedDictionary<string, string>(StringComparer.Ordinal) { [Hostile] = Hostile },
        Data = [new DataReport(Hostile, Hostile, Hostile, 1, Hostile)],
        Preprocessing = "{ \"a```\n::error::b\": \"</pre>##vso[task.complete]\" }",
        Versions = new VersionReport(Hostile, Hostile),
        Diagnostics = [new DiagnosticReport(Hostile, Hostile, Hostile, Hostile)],
    }).Summarized();

    /// <summary>500 layers and 500 skipped with names of 200 characters, no metric, no finite noise ratio.</summary>
    public static ModelReport Extreme => (Pass with
    {
        Metric = null,
        Fidelity = new FidelityReport(1, double.PositiveInfinity, 0, double.NaN),
        Latency = new LatencyReport(double.NaN, double.NaN, double.NaN, double.PositiveInfinity, 0, 31),
        Layers = [.. Enumerable.Range(0, 500).Select(i => new LayerReport(LongName(i), "Conv", i % 3 == 0 ? "Static" : i % 3 == 1 ? "Dynamic" : "Float16", i % 7 == 0 ? LongName(i) : null))],
        Skipped = [.. Enumerable.Range(0, 500).Select(i => new SkippedReport(LongName(i), FormattableString.Invariant($"the weight is shared with {i} others")))],
    }).Summarized();

    private static ModelReport Summarized(this ModelReport report) => report with { Summary = SummaryLine.Of(report) };

    private static string LongName(int i) => $"/encoder/layer.{i}/" + new string('x', 200 - $"/encoder/layer.{i}/".Length);
}
