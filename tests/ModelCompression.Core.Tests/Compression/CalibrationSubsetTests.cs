using ModelCompression.Compression;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Which calibration samples are used when there are many.</summary>
[TestClass]
public sealed class CalibrationSubsetTests
{
    private const string Text = "input x: float[1,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y";

    [TestMethod]
    public void A_subset_is_balanced_over_the_classes_and_always_the_same()
    {
        using var folder = new DataFolder();
        var labels = Enumerable.Range(0, 90).Select(index => index < 60 ? 0L : index < 80 ? 1 : 2).ToArray();
        var path = folder.Write("data.npz", ArrayFiles.Npz(System.IO.Compression.CompressionLevel.NoCompression,
            ("x.npy", ArrayFiles.Npy("<f4", "90, 1", ArrayFiles.Floats([.. Enumerable.Range(0, 90).Select(index => (float)index)]))),
            ("label.npy", ArrayFiles.Npy("<i8", "90,", ArrayFiles.Int64s(labels)))));
        var data = Dataset.Open(new DatasetSource(path), [Ports.Floats("x", -1, 1)]);

        var subset = data.Subset(15);

        Assert.AreEqual(15, subset.Count);
        CollectionAssert.AreEqual(new[] { 5, 5, 5 }, subset.Read(CancellationToken.None).GroupBy(sample => ((ClassLabel?)sample.Label)?.Index).Select(group => group.Count()).ToArray());
        CollectionAssert.AreEqual(Values(subset), Values(Dataset.Open(new DatasetSource(path), [Ports.Floats("x", -1, 1)]).Subset(15)));
        Assert.AreEqual(data.ContentHash(CancellationToken.None), subset.ContentHash(CancellationToken.None));
        Assert.AreSame(data, data.Subset(90));
    }

    [TestMethod]
    public void As_many_are_used_as_the_option_says_and_the_recipe_tells()
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Text);

        var few = pipeline.Run(model, Pipeline.SamplesFor(model, count: 20), ("CalibrationSamples", "5"), ("Quantization", "Static"));

        Assert.AreEqual(5, few.Result.Data.Single(data => data.Role == "calibration").Samples);
        Assert.AreEqual("5", few.Result.Candidate.Recipe["CalibrationSamples"]);
        Assert.AreEqual(20, pipeline.Run(model, Pipeline.SamplesFor(model, count: 20), ("Quantization", "Static")).Result.Data.Single(data => data.Role == "calibration").Samples);
    }

    private static float[] Values(Dataset data) => [.. data.Read(CancellationToken.None).Select(sample => sample.Inputs["x"].AsSpan<float>()[0])];
}
