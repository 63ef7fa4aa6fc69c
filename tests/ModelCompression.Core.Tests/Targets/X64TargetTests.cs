using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Core.Tests.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Targets;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class X64TargetTests
{
    [TestMethod]
    public void Uses_the_full_range_of_weights() => Assert.IsFalse(new X64Target().Profile.PairSafe);

    [TestMethod]
    [DataRow("vnni", true)]
    [DataRow("avx512", false)]
    [DataRow("avx2", false)]
    [DataRow("other", false)]
    [DataRow("arm64", false)]
    public void Only_a_cpu_with_vnni_shows_its_results(string cpu, bool shows) => Assert.AreEqual(shows, new X64Target().Profile.RunsOn(cpu));

    [TestMethod]
    [DataRow("vnni", false, false)]
    [DataRow("avx2", true, true)]
    [DataRow("arm64", true, false)]
    public void Elsewhere_speed_is_not_measured_and_it_is_said_what_saturates(string cpu, bool isSaid, bool saturates)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse("input x: float[4,64] w = const float[64,64] seed 1 range -0.1 0.1 y = MatMul(x, w) output y");
        OnnxWriter.Write(model, pipeline.ModelPath);
        var diagnostics = new DiagnosticList();
        var now = TimeSpan.Zero;
        var host = pipeline.Host(new OtherCpu(cpu), () => now += TimeSpan.FromMilliseconds(5));
        var request = pipeline.Request(Pipeline.SamplesFor(model), ("Target", "X64"), ("Quantization", "Static+Dynamic"));
        var result = new Compressor(host, new Catalog(), diagnostics).Run(request, CancellationToken.None);
        var said = diagnostics.Items.Where(item => item.Code == Codes.TargetNotRun).Select(item => item.Message).ToList();

        Assert.AreEqual(isSaid, said.Count == 1);
        Assert.AreEqual(isSaid, result.Evaluation.Latency.Pairs == 0);
        Assert.AreEqual(saturates, said.Any(message => message.Contains("saturate", StringComparison.Ordinal)));
    }

    /// <summary>The runtime of this machine under another name.</summary>
    private sealed class OtherCpu(string cpuClass) : IModelRunnerFactory
    {
        private readonly OrtRunnerFactory _inner = new();

        public string Runtime => _inner.Runtime;

        public string CpuClass => cpuClass;

        public IModelRunner Load(string path, RunnerOptions options) => _inner.Load(path, options);

        public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null) => _inner.Load(model, options, extraOutputs);

        public Model Optimized(string path) => _inner.Optimized(path);
    }
}
