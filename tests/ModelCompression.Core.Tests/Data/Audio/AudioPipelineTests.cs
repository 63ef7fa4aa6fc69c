using ModelCompression.Data.Audio;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class AudioPipelineTests
{
    private static readonly float[] Ramp = [1, 2, 3, 4, 5];

    [TestMethod]
    public void A_whole_recording_is_one_row_with_a_batch_of_one()
    {
        var tensor = Pipeline("", -1, -1).Whole(Ramp, "a");

        Assert.AreEqual("Float[1x5]", tensor.ToString());
        CollectionAssert.AreEqual(Ramp, tensor.AsSpan<float>().ToArray());
        Assert.AreEqual("Float[1x1x5]", Pipeline("", -1, 1, -1).Whole(Ramp, "a").ToString());
    }

    [TestMethod]
    [DataRow(3, "1 2 3")]
    [DataRow(5, "1 2 3 4 5")]
    [DataRow(7, "1 2 3 4 5 0 0")]
    public void A_length_cuts_or_fills_up(int length, string expected) =>
        Assert.AreEqual(expected, Row(Pipeline($"\"length\":{length}", -1, -1).Whole(Ramp, "a")));

    /// <summary>Frames start every hop; the last is filled up; context comes from before the frame, zeros at the start.</summary>
    [TestMethod]
    [DataRow("\"frame\":2", "1 2|3 4|5 0")]
    [DataRow("\"frame\":2,\"context\":1", "0 1 2|2 3 4|4 5 0")]
    [DataRow("\"frame\":2,\"context\":3", "0 0 0 1 2|0 1 2 3 4|2 3 4 5 0")]
    [DataRow("\"frame\":3,\"hop\":1", "1 2 3|2 3 4|3 4 5")]
    [DataRow("\"frame\":2,\"hop\":3", "1 2|4 5")]
    [DataRow("\"frame\":8", "1 2 3 4 5 0 0 0")]
    public void Frames_lie_along_a_new_axis(string keys, string expected)
    {
        var frames = Pipeline(keys, -1, -1).Frames(Ramp, "a");
        var rows = expected.Split('|');

        Assert.AreEqual(new Shape(rows.Length, 1, rows[0].Split(' ').Length), frames.Shape);
        Assert.AreEqual(expected.Replace('|', ' '), Row(frames));
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.AreEqual(rows[i], Row(Pipeline(keys, -1, -1).Frame(Ramp, i, "a")));
        }
    }

    [TestMethod]
    public void Scale_comes_before_mean_and_std() =>
        Assert.AreEqual("2 4 6 8 10", Row(Pipeline("\"scale\":10,\"mean\":2,\"std\":4", -1, -1).Whole([1, 1.8f, 2.6f, 3.4f, 4.2f], "a")));

    /// <summary>Mean 3 and variance 2 of 1 to 5; the samples that are kept count, those that fill up do not.</summary>
    [TestMethod]
    [DataRow("", "-1.4142 -0.7071 0 0.7071 1.4142")]
    [DataRow(",\"length\":7", "-1.4142 -0.7071 0 0.7071 1.4142 0 0")]
    [DataRow(",\"length\":2", "-1 1")]
    public void Normalized_samples_have_mean_0_and_variance_1(string keys, string expected)
    {
        Assert.AreEqual(expected, Row(Pipeline("\"normalize\":\"samples\"" + keys, -1, -1).Whole(Ramp, "a")));
        Assert.AreEqual("0 0 0", Row(Pipeline("\"normalize\":\"samples\"", -1, -1).Whole([0.5f, 0.5f, 0.5f], "a")), "a constant divides by no zero");
    }

    [TestMethod]
    public void Half_floats_are_rounded_to_nearest_even()
    {
        var port = Ports.Of("x", ElementType.Float16, -1, -1);
        var tensor = new AudioPipeline(Spec("\"dtype\":\"float16\""), port, "spec").Whole([0.1f], "a");

        Assert.AreEqual((Half)0.1f, tensor.AsSpan<Half>()[0]);
        Coded.Error("MC2004", () => _ = new AudioPipeline(Spec(""), port, "spec"), "makes Float", "takes Float16", "dtype");
    }

    [TestMethod]
    public void Features_have_both_layouts_and_numbers_for_each_mel()
    {
        const string Keys = "\"features\":\"logmel\",\"nFft\":16,\"hopLength\":8,\"nMels\":3,\"mean\":[1,2,3],\"std\":[1,2,4]";
        var signal = Enumerable.Range(0, 40).Select(i => MathF.Sin(i)).ToArray();
        var plain = new LogMel(Spec(Keys).Features!, 1000).Run(signal); // has features: the line above
        var tensor = Pipeline(Keys, -1, 3, -1).Whole(signal, "a");
        var turned = Pipeline(Keys + ",\"layout\":\"time-mel\"", -1, -1, 3).Whole(signal, "a");

        Assert.AreEqual("Float[1x3x6] Float[1x6x3]", $"{tensor} {turned}");
        for (var i = 0; i < plain.Length; i++)
        {
            var (mel, window) = (i / 6, i % 6);
            Assert.AreEqual((plain[i] - (mel + 1)) / Math.Pow(2, mel), tensor.AsSpan<float>()[i], 1e-5);
            Assert.AreEqual(tensor.AsSpan<float>()[i], turned.AsSpan<float>()[(window * 3) + mel]);
        }
    }

    [TestMethod]
    public void A_recording_too_short_for_the_features_is_refused() =>
        Coded.Error("MC2008", () => Pipeline("\"features\":\"logmel\",\"nFft\":16,\"hopLength\":8,\"nMels\":3", -1, 3, -1).Whole(new float[8], "a.wav"), "'a.wav'", "8 samples", "length");

    [TestMethod]
    [DataRow("\"nFft\":65536,\"hopLength\":1,\"nMels\":1,\"length\":100000")]
    [DataRow("\"nFft\":2,\"hopLength\":1,\"nMels\":1024,\"length\":100000")]
    public void More_features_than_can_be_made_are_refused(string keys) =>
        Coded.Error("MC2008", () => Pipeline("\"features\":\"logmel\"," + keys, -1, -1, -1).Whole(new float[8], "a.wav"), "'a.wav'", "100001 windows", "hopLength");

    [TestMethod]
    public void A_recording_that_does_not_fit_the_input_is_refused() => Coded.Error("MC2004", () => Pipeline("", 1, 7).Whole(Ramp, "a.wav"), "a.wav", "1x7");

    [TestMethod]
    public void Files_are_brought_to_the_rate_of_the_spec()
    {
        using var folder = new DataFolder();
        var file = folder.Write("a.wav", WaveFiles.Floats(2000, [.. Enumerable.Repeat(0.25f, 401)]));
        var pipeline = Pipeline("", -1, -1);

        Assert.AreEqual(201, pipeline.SamplesOf(file));
        Assert.HasCount(201, pipeline.Read(file));
        Assert.AreEqual(0.25f, pipeline.Read(file)[100], 1e-6f);
    }

    [TestMethod]
    public void Rates_that_do_not_go_together_are_refused()
    {
        using var folder = new DataFolder();
        var file = folder.Write("a.wav", WaveFiles.Floats(767_999, 1));
        var spec = (AudioInputSpec)ModelCompression.Data.PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"audio","sampleRate":16000}}}""", "x").Inputs["x"];

        Coded.Error("MC2008", () => new AudioPipeline(spec, Ports.Floats("x", -1, -1), "x").Read(file), "'a.wav'", "767999 Hz", "Convert it to 16000 Hz");
    }

    private static AudioInputSpec Spec(string keys) => (AudioInputSpec)AudioSpecs.Of(keys).Inputs["x"];

    private static AudioPipeline Pipeline(string keys, params long[] dims) => new(Spec(keys), Ports.Floats("x", dims), "spec");

    private static string Row(TensorData tensor) => string.Join(' ', tensor.AsSpan<float>().ToArray().Select(value => FormattableString.Invariant($"{MathF.Round(value, 4)}")));
}
