using ModelCompression.Compression.Locking;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Locking;

/// <summary>A recorded result is repeated, or the build says what changed and ships nothing.</summary>
[TestClass]
public sealed class BaselineLockTests
{
    private const string Text = "input x: float[1,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y";
    private const string OtherText = "input x: float[1,64] w = const float[64,64] seed 2 y = MatMul(x, w) output y";

    [TestMethod]
    public void A_recorded_result_is_verified()
    {
        using var pipeline = new Pipeline();
        Run(pipeline, LockMode.Update);
        var recorded = File.ReadAllText(LockFile.PathOf(pipeline.ModelPath));

        var outcome = Run(pipeline, LockMode.Verify);

        Assert.IsTrue(outcome.Result.Accepted);
        Assert.IsTrue(File.Exists(outcome.OutputPath));
        Run(pipeline, LockMode.Update);
        Assert.AreEqual(recorded, File.ReadAllText(LockFile.PathOf(pipeline.ModelPath)), "the same result writes the same file");
        Assert.DoesNotContain(pipeline.Root, recorded);
    }

    [TestMethod]
    [DataRow("Granularity", "PerTensor", "Granularity was 'PerChannel' and is 'PerTensor'")]
    [DataRow("Quantization", "Float16", "Quantization was 'Dynamic' and is 'Float16'")]
    public void Another_recipe_is_an_error_that_says_so(string option, string value, string difference)
    {
        using var pipeline = new Pipeline();
        Run(pipeline, LockMode.Update);

        var error = Assert.ThrowsExactly<UserErrorException>(() => Run(pipeline, LockMode.Verify, (option, value))).Diagnostic;

        Assert.AreEqual("MC1006", error.Code);
        Assert.Contains(difference, error.Message);
        Assert.Contains("ModelCompressionLockMode", error.Message);
    }

    [TestMethod]
    public void Another_model_or_other_data_are_errors_and_the_output_stays_as_it_was()
    {
        using var pipeline = new Pipeline();
        var before = File.ReadAllBytes(Run(pipeline, LockMode.Update).OutputPath);
        OnnxWriter.Write(GraphText.Parse(OtherText), pipeline.ModelPath);
        var data = Pipeline.SamplesFor(GraphText.Parse(Text), first: 900);

        var error = Assert.ThrowsExactly<UserErrorException>(() => pipeline.RunFile(data, Options(LockMode.Verify))).Diagnostic;

        Assert.Contains("the model has another content; CalibrationData has another content", error.Message);
        CollectionAssert.AreEqual(before, File.ReadAllBytes(pipeline.OutputPath));
    }

    [TestMethod]
    public void Without_a_lock_file_Verify_is_an_error_and_Off_writes_none()
    {
        using var pipeline = new Pipeline();
        Run(pipeline, LockMode.Off);

        Assert.IsFalse(File.Exists(LockFile.PathOf(pipeline.ModelPath)));
        Assert.AreEqual("MC2016", Assert.ThrowsExactly<UserErrorException>(() => Run(pipeline, LockMode.Verify)).Diagnostic.Code);
    }

    [TestMethod]
    public void A_refused_result_is_not_recorded()
    {
        using var pipeline = new Pipeline();

        var outcome = Run(pipeline, LockMode.Update, ("MaxSize", "1kB"), ("GateSeverity", "Error"));

        Assert.IsFalse(outcome.Result.Accepted);
        Assert.IsFalse(File.Exists(LockFile.PathOf(pipeline.ModelPath)));
    }

    private static PipelineOutcome Run(Pipeline pipeline, LockMode mode, params IEnumerable<(string, string)> options)
    {
        var model = GraphText.Parse(Text);
        return pipeline.Run(model, Pipeline.SamplesFor(model), [.. Options(mode), .. options]);
    }

    private static (string, string)[] Options(LockMode mode) => [("Quantization", "Dynamic"), ("Lock", mode.ToString())];
}
