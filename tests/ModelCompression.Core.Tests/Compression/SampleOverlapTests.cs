using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SampleOverlapTests
{
    private const string Text = "input x: float[1,4] w = const float[4,4] seed 1 y = MatMul(x, w) output y";

    [TestMethod]
    public void Samples_are_the_same_when_all_inputs_are_whatever_their_names()
    {
        var overlap = new SampleOverlap([Sample("a", 1, 2), Sample("b", 3, 4)]);

        Assert.HasCount(4, overlap.Counted([Sample("c", 3, 4), Sample("a", 1, 2.0001f), Sample("d", 1, 2), Sample("e", 4, 3)]).ToList());
        Assert.AreEqual(2, overlap.Count);
    }

    [TestMethod]
    public void Another_shape_or_another_input_is_another_sample()
    {
        var overlap = new SampleOverlap([Sample("a", 1, 2)]);

        Assert.HasCount(2, overlap.Counted([
            new Sample("b", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(2, 1), 1, 2) }),
            new Sample("c", new Dictionary<string, TensorData> { ["z"] = TensorData.Floats(new Shape(1, 2), 1, 2) })]).ToList());
        Assert.AreEqual(0, overlap.Count);
    }

    [TestMethod]
    public void A_build_warns_each_time_that_samples_are_shared()
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text);
        var samples = Pipeline.SamplesFor(model, count: 6);
        var validation = pipeline.Write("validation.npz", [.. samples.Take(2), .. Pipeline.SamplesFor(model, first: 500, count: 3)]);

        var first = pipeline.Run(model, samples, ("ValidationData", validation), ("Quantization", "Dynamic"));
        var second = pipeline.RunFile(samples, ("ValidationData", validation), ("Quantization", "Dynamic"));

        foreach (var outcome in new[] { first, second })
        {
            Assert.Contains("2 samples of ValidationData 'validation.npz' are in CalibrationData, too", outcome.Diagnostics.Single(item => item.Code == Codes.SharedSamples).Message);
        }

        Assert.DoesNotContain(Codes.SharedSamples, pipeline.RunFile(Pipeline.SamplesFor(model, first: 900, count: 6), ("ValidationData", validation), ("Quantization", "Dynamic")).Reported.ToList());
    }

    private static Sample Sample(string id, params float[] values) => new(id, new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(1, values.Length), values) });
}
