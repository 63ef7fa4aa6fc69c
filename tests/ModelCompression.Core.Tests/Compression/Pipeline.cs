using System.Globalization;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Locking;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>The whole way of one model in this process, in a folder of its own: file, data, search, written file, judgement.</summary>
internal sealed class Pipeline : IDisposable
{
    private const int CalibrationSamples = 16;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);

    private readonly DataFolder _folder = new();
    private TimeSpan _now;

    public string Root => _folder.Root;

    public string ModelPath => _folder.PathOf("model.onnx");

    public string OutputPath => _folder.PathOf("small.onnx");

    /// <summary>Compresses a model; the outcome holds what was said and the file.</summary>
    /// <param name="data">Calibration data; null for none.</param>
    public PipelineOutcome Run(Model model, IReadOnlyList<Sample>? data = null, params IEnumerable<(string Name, string Value)> options)
    {
        OnnxWriter.Write(model, ModelPath);
        return RunFile(data, options);
    }

    /// <summary>Compresses the file that is there.</summary>
    public PipelineOutcome RunFile(IReadOnlyList<Sample>? data = null, params IEnumerable<(string Name, string Value)> options)
    {
        var diagnostics = new DiagnosticList();
        var threads = options.FirstOrDefault(option => option.Name == "Threads").Value ?? "1";
        var request = Request(data, options.Where(option => option.Name is not ("Threads" or "Lock" or "RequiresData"))) with
        {
            Lock = Enum.Parse<LockMode>(options.FirstOrDefault(option => option.Name == "Lock").Value ?? "Off"),
            RequiresData = options.FirstOrDefault(option => option.Name == "RequiresData").Value != "false",
        };
        var host = Host(new OrtRunnerFactory(), Tick) with { Threads = int.Parse(threads, CultureInfo.InvariantCulture) };
        var result = new Compressor(host, new Catalog(), diagnostics).Run(request, CancellationToken.None);
        return new PipelineOutcome(result, diagnostics.Items, ModelPath, OutputPath);
    }

    /// <summary>Measures one model against another.</summary>
    public CompressionResult Evaluate(Model original, Model candidate, params IEnumerable<(string Name, string Value)> options)
    {
        OnnxWriter.Write(original, ModelPath);
        OnnxWriter.Write(candidate, OutputPath);
        return new Compressor(Host(new OrtRunnerFactory(), Tick), new Catalog(), new DiagnosticList()).Evaluate(Request(null, options), CancellationToken.None);
    }

    /// <summary>Writes a file beside the model and returns its path.</summary>
    public string WriteFile(string name, byte[] content) => _folder.Write(name, content);

    public string WriteFile(string name, string content) => _folder.Write(name, content);

    public CompressorHost Host(IModelRunnerFactory runners, Func<TimeSpan> cpuTime) => new(runners, _folder.PathOf("cache"), 1, "1", cpuTime);

    /// <summary>A request for the file that is there.</summary>
    /// <param name="data">Calibration data; null for none.</param>
    public CompressionRequest Request(IReadOnlyList<Sample>? data, params IEnumerable<(string Name, string Value)> options)
    {
        var values = new Dictionary<string, string> { ["GateSeverity"] = "None" };
        if (data is not null)
        {
            values["CalibrationData"] = Write("calibration.npz", data);
        }

        foreach (var (name, value) in options)
        {
            values[name] = value;
        }

        var read = new OptionReader(new OptionDefinitions(new Catalog()), new DiagnosticList()).Read(values, Root);
        return new CompressionRequest("model.onnx", ModelPath, OutputPath, read, Root, KeepOutputOnFailure: false);
    }

    /// <summary>Writes samples, with labels where there are any, as an archive; returns its path.</summary>
    public string Write(string name, IReadOnlyList<Sample> samples, long[]? labels = null) => _folder.Write(name, Npz(samples, labels));

    /// <summary>Seeded samples as a model takes them; see <see cref="SeededTensors.SampleFor"/>.</summary>
    public static IReadOnlyList<Sample> SamplesFor(Model model, int first = 100, int count = CalibrationSamples) =>
        [.. Enumerable.Range(first, count).Select(seed => SeededTensors.SampleFor(model, seed))];

    public void Dispose() => _folder.Dispose();

    /// <summary>Later by the same step at each look, so that all models are equally fast and no decision depends on the machine.</summary>
    private TimeSpan Tick() => _now += Step;

    /// <summary>An archive with one array an input, the samples along a new first axis.</summary>
    private static byte[] Npz(IReadOnlyList<Sample> samples, long[]? labels) => ArrayFiles.Npz(System.IO.Compression.CompressionLevel.NoCompression,
        [.. labels is null ? [] : new[] { ("label.npy", ArrayFiles.Npy("<i8", $"{labels.Length},", ArrayFiles.Int64s(labels))) }, .. samples[0].Inputs.Select(input => (input.Key + ".npy", ArrayFiles.Npy(
            TypeOf(input.Value.Element),
            string.Concat(input.Value.Shape.Dims.Prepend(samples.Count).Select(dim => FormattableString.Invariant($"{dim},"))),
            [.. samples.SelectMany(sample => sample.Inputs[input.Key].Bytes.ToArray())])))]);

    private static string TypeOf(ElementType element) => element switch
    {
        ElementType.Float => "<f4",
        ElementType.Float16 => "<f2",
        ElementType.Double => "<f8",
        ElementType.Int32 => "<i4",
        ElementType.Int64 => "<i8",
        ElementType.Bool => "|b1",
        ElementType.UInt8 => "|u1",
        _ => throw new NotSupportedException($"{element} in calibration data"),
    };
}

/// <summary>What a run of the pipeline left.</summary>
internal sealed record PipelineOutcome(CompressionResult Result, IReadOnlyList<Diagnostic> Diagnostics, string ModelPath, string OutputPath)
{
    public Model Written => OnnxReader.Read(OutputPath);

    /// <summary>Codes in order.</summary>
    public IReadOnlyList<string> Reported => [.. Diagnostics.Select(item => item.Code)];

    public IReadOnlyList<string> Operators => [.. Written.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Select(node => node.OpType)];

    public bool IsOriginal => File.ReadAllBytes(ModelPath).AsSpan().SequenceEqual(File.ReadAllBytes(OutputPath));

    /// <summary>Schemes of the layers, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Schemes => [.. Result.Candidate.Layers.Select(layer => layer.Scheme).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Why nothing was done about the node of this operator.</summary>
    public string WhySkipped(string operatorOrValue) =>
        Result.Candidate.Skipped.FirstOrDefault(item => item.Node.Contains(operatorOrValue, StringComparison.Ordinal))?.Why ?? $"nothing is said about {operatorOrValue}";

    /// <summary>The written file runs as an app runs it and answers like the original on samples not seen before.</summary>
    /// <param name="tolerance">Largest allowed difference as a share of the output's largest magnitude; values that are not finite must be equal.</param>
    public PipelineOutcome Answers(double tolerance)
    {
        SameOutputs.Check(OnnxReader.Read(ModelPath), Written, tolerance, optimize: true);
        return this;
    }

    /// <summary>Not larger than the original.</summary>
    public PipelineOutcome IsNotLarger()
    {
        Assert.IsLessThanOrEqualTo(Result.OriginalBytes, Result.Candidate.SizeBytes);
        Assert.AreEqual(Result.Candidate.SizeBytes, new FileInfo(OutputPath).Length);
        return this;
    }
}
