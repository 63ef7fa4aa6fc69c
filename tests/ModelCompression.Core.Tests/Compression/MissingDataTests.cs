using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Validation data that are named but not there: a warning on a developer's machine, an error where they are required.</summary>
[TestClass]
public sealed class MissingDataTests
{
    private const string Text = "input x: float[1,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y";
    private const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12\n";

    [TestMethod]
    [DataRow("absent.npz", "does not exist")]
    [DataRow("absent/**/*.png", "does not exist")]
    [DataRow("empty", "is an empty folder")]
    [DataRow("pointer.npz", "holds git-LFS pointers")]
    public void A_developer_is_warned_and_the_result_is_not_gated(string path, string why)
    {
        using var pipeline = Prepared();

        var outcome = Run(pipeline, path, isRequired: false);

        var warning = outcome.Diagnostics.Single(item => item.Code == Codes.NotGated);
        Assert.AreEqual(Severity.Warning, warning.Severity);
        Assert.Contains($"ValidationData '{path}' {why}", warning.Message);
        Assert.IsFalse(outcome.Result.IsGated);
        Assert.AreEqual("Fidelity", outcome.Result.Evaluation.Result.Metric);
        Assert.IsTrue(File.Exists(outcome.OutputPath));
    }

    [TestMethod]
    [DataRow("absent.npz", Codes.DataNotFound)]
    [DataRow("absent/**/*.png", Codes.DataNotFound)]
    [DataRow("empty", Codes.EmptyData)]
    [DataRow("pointer.npz", Codes.LfsPointer)]
    public void Where_data_are_required_the_build_fails(string path, string code)
    {
        using var pipeline = Prepared();

        Assert.AreEqual(code, Assert.ThrowsExactly<UserErrorException>(() => Run(pipeline, path, isRequired: true)).Diagnostic.Code);
        Assert.IsFalse(File.Exists(pipeline.OutputPath));
    }

    [TestMethod]
    public void Data_that_are_there_and_damaged_are_an_error_everywhere()
    {
        using var pipeline = Prepared();

        Assert.AreEqual(Codes.InvalidData, Assert.ThrowsExactly<UserErrorException>(() => Run(pipeline, "damaged.npz", isRequired: false)).Diagnostic.Code);
    }

    private static PipelineOutcome Run(Pipeline pipeline, string path, bool isRequired)
    {
        var model = GraphText.Parse(Text);
        return pipeline.Run(model, null, ("Quantization", "Dynamic"), ("Metric", "Top1"), ("ValidationData", path), ("GateSeverity", "Error"), ("RequiresData", isRequired ? "true" : "false"));
    }

    private static Pipeline Prepared()
    {
        var pipeline = new Pipeline();
        Directory.CreateDirectory(Path.Combine(pipeline.Root, "empty"));
        File.WriteAllText(Path.Combine(pipeline.Root, "pointer.npz"), Pointer);
        File.WriteAllText(Path.Combine(pipeline.Root, "damaged.npz"), "no archive");
        return pipeline;
    }
}
