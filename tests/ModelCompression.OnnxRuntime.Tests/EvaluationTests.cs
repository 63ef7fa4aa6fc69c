using ModelCompression.Diagnostics;
using ModelCompression.Evaluation;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Onnx;
using ModelCompression.Tensors;

namespace ModelCompression.OnnxRuntime.Tests;

/// <summary>Evaluation and latency on the real runtime.</summary>
[TestClass]
public sealed class EvaluationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("evaluation tests").FullName;
    private readonly OrtRunnerFactory _factory = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void Two_files_are_compared_sample_by_sample(int threads)
    {
        var original = Write("original.onnx", 0, 0);
        var candidate = Write("candidate.onnx", 2, 0); // favours class 0 by 2
        var samples = Enumerable.Range(0, 40).Select(i => new Sample(
            $"#{i}",
            new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(1, 2), 10, 10 + (i % 4) - 1.5f) },
            new ClassLabel(1)));

        var result = new Evaluator(_factory).Measure(new EvaluationRequest(original, candidate, new Top1(), "data", threads), samples, null, new DiagnosticList(), CancellationToken.None);

        Assert.AreEqual(new SuccessCounts(OriginalRight: 20, CompressedRight: 0, Broken: 20, Repaired: 0), result.Counts);
        Assert.AreEqual(0.5, result.Drop);
        Assert.AreEqual(2.0, result.Fidelity.MaxAbsoluteError);
        Assert.AreEqual(0.5, result.Fidelity.ArgmaxAgreement);
        Assert.AreEqual(_factory.Runtime, result.Runtime);
    }

    [TestMethod]
    public void Latency_of_real_sessions_is_finite_and_ordered()
    {
        var elapsed = System.Diagnostics.Stopwatch.StartNew();
        using var first = _factory.Load(Write("first.onnx", 0, 0), new RunnerOptions());
        using var second = _factory.Load(Write("second.onnx", 1, 1), new RunnerOptions());
        var sample = SmallModels.Sample(("x", TensorData.Floats(new Shape(1, 2), 1, 2)));

        var ratio = new LatencyMeter(() => elapsed.Elapsed).Measure(first, second, [sample], TimeSpan.FromMilliseconds(1), CancellationToken.None);

        Assert.AreEqual(5, ratio.Pairs);
        Assert.IsTrue(ratio.LowerQuartile > 0 && ratio.LowerQuartile <= ratio.Ratio && ratio.Ratio <= ratio.UpperQuartile && double.IsFinite(ratio.UpperQuartile), $"{ratio}");
    }

    private string Write(string name, params float[] offsets)
    {
        var path = Path.Combine(_folder, name);
        OnnxWriter.Write(SmallModels.AddRelu(offsets), path);
        return path;
    }
}
