using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Engine.Tests;

[TestClass]
public sealed class CompressionRunTests
{
    [TestMethod]
    public void Bug_is_reported_with_code_70_and_removes_the_output_of_a_build()
    {
        using var workspace = new Workspace();
        Classifier.WriteTo(workspace);
        var output = workspace.Write("out.onnx", "old");
        var diagnostics = new DiagnosticList();
        var task = new CompressionTask("model.onnx", workspace["model.onnx"], output, new Dictionary<string, string>(), KeepOutputOnFailure: false, CacheOnly: false);
        var outcome = CompressionRun.Run(EngineHost.Create(new BrokenRunners(), workspace.Aside("cache"), 1), new Catalog(), diagnostics, workspace.Root, task, CancellationToken.None);
        Assert.AreEqual(70, outcome.ExitCode);
        Assert.IsFalse(outcome.Accepted);
        Assert.AreEqual("MC9001", diagnostics.Items[^1].Code);
        StringAssert.Contains(diagnostics.Items[^1].Message, "Please report");
        Assert.AreEqual("MC9001", outcome.Report.Diagnostics[^1].Code);
        Assert.AreEqual("Error", outcome.Report.Verdict);
        Assert.IsFalse(File.Exists(output));
    }

    private sealed class BrokenRunners : IModelRunnerFactory
    {
        public string Runtime => "broken";

        public string CpuClass => "other";

        public IModelRunner Load(string path, RunnerOptions options) => throw new InvalidOperationException("broken");

        public IModelRunner Load(Model model, RunnerOptions options, IReadOnlyList<Value>? extraOutputs = null) => throw new InvalidOperationException("broken");

        public Model Optimized(string path) => throw new InvalidOperationException("broken");
    }
}
