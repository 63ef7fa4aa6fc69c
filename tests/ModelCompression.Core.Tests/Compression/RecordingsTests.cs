using ModelCompression.Core.Tests.Data;
using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Ir;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>
/// The whole way with recordings. The detector takes 4 samples at a time, <c>t = 0.5 s + sum x</c>, and its answer is the logistic function of <c>4 t</c>: a frame of positive
/// samples is positive. The recordings are blocks of 5 frames of +0.5 and -0.5.
/// </summary>
[TestClass]
public sealed class RecordingsTests
{
    private const string Detector = """
        input x: float[N,4]
        input s: float[1,1]
        sums = const float[4,1] {1, 1, 1, 1}
        half = const float[] {0.5}
        p = MatMul(x, sums)
        d = Mul(s, half)
        t = Add(p, d)
        gain = const float[1,1] {4}
        y = MatMul(t, gain)
        z = Sigmoid(y)
        output t: float[N,1]
        output z: float[N,1]
        """;

    private const string DetectorSpec = """
        {"schema":1,"inputs":{"x":{"type":"audio","sampleRate":1000,"frame":4,"state":{"in":"s","out":"t","shape":[1,1]}}}}
        """;

    private const string Recognizer = """
        input x: float[N,4]
        w = const float[4,4] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}
        y = MatMul(x, w)
        output y: float[N,4]
        """;

    private const string RecognizerSpec = """
        {"schema":1,"inputs":{"x":{"type":"audio","sampleRate":1000,"frame":4}},"outputs":{"y":{"decode":"ctc-greedy","vocab":"tokens.txt","blank":"-"}}}
        """;

    private static Model Negated => GraphText.Parse(Detector.Replace("{4}", "{-4}", StringComparison.Ordinal));

    [TestMethod]
    public void A_detector_with_a_state_is_compressed_and_passes()
    {
        using var pipeline = new Pipeline();
        var (list, spec) = WriteDetection(pipeline);

        var outcome = pipeline.Run(GraphText.Parse(Detector), null, ("CalibrationData", list), ("ValidationData", list), ("Preprocess", spec), ("Quantization", "Dynamic"), ("GateSeverity", "Error"));

        Assert.AreEqual(("FrameF1", 1.0, 1.0, 3), (Measured(outcome).Metric, Measured(outcome).Original, Measured(outcome).Compressed, Measured(outcome).Samples));
        Assert.AreEqual((Decision.Pass, true), (outcome.Result.Verdict.Decision, outcome.Result.Accepted));
        Assert.AreEqual("z", string.Join(' ', Measured(outcome).Fidelity.Outputs.Select(output => output.Name)), "the state is not compared");
        Assert.AreEqual("calibration AudioSegments 45, validation AudioSegments 3", string.Join(", ", outcome.Result.Data.Select(data => $"{data.Role} {data.Format} {data.Samples}")));
        Assert.Contains("3 samples of ValidationData 'list.csv' are in CalibrationData, too", outcome.Diagnostics.Single(item => item.Code == Codes.SharedSamples).Message);
    }

    [TestMethod]
    [DataRow("Static")]
    [DataRow("Static+Dynamic+Float16")]
    public void Ranges_and_rounding_are_found_on_frames(string quantization)
    {
        using var pipeline = new Pipeline();
        var (list, spec) = WriteDetection(pipeline);
        var wide = Detector.Replace("sums = const float[4,1] {1, 1, 1, 1}", "a = const float[4,64] seed 1\nb = const float[64,1] seed 2\nh = MatMul(x, a)", StringComparison.Ordinal).Replace("p = MatMul(x, sums)", "p = MatMul(h, b)", StringComparison.Ordinal);

        var outcome = pipeline.Run(GraphText.Parse(wide), null, ("CalibrationData", list), ("ValidationData", list), ("Preprocess", spec), ("Quantization", quantization), ("Metric", "Fidelity"), ("MaxMetricDrop", "0.05"));

        Assert.AreEqual(Decision.Pass, outcome.Result.Verdict.Decision);
        Assert.Contains("Static", outcome.Schemes.ToList());
    }

    [TestMethod]
    public void A_detector_that_answers_the_other_way_round_fails()
    {
        using var pipeline = new Pipeline();
        var (list, spec) = WriteDetection(pipeline);

        var result = pipeline.Evaluate(GraphText.Parse(Detector), Negated, ("ValidationData", list), ("Preprocess", spec), ("Metric", "FrameAuc"), ("GateSeverity", "Error"));

        Assert.AreEqual((1.0, 0.0, Decision.Fail, false), (result.Evaluation.Result.Original, result.Evaluation.Result.Compressed, result.Verdict.Decision, result.Accepted));
    }

    /// <summary>The candidate forgets nothing, <c>t = s + sum x</c>: with its own states it drifts and answers late; with those of the original it would not.</summary>
    [TestMethod]
    public void Each_model_goes_on_from_its_own_states()
    {
        using var pipeline = new Pipeline();
        var (list, spec) = WriteDetection(pipeline);

        var result = pipeline.Evaluate(GraphText.Parse(Detector), GraphText.Parse(Detector.Replace("{0.5}", "{1}", StringComparison.Ordinal)), ("ValidationData", list), ("Preprocess", spec));

        // positive blocks leave t at 10, from which 5 frames of -2 only come down to 0: all 15 frames are at or above one half
        Assert.AreEqual(1.0, result.Evaluation.Result.Original);
        Assert.AreEqual(2 * 10 / (10.0 + 15), result.Evaluation.Result.Compressed, 1e-12);
    }

    /// <summary>The scores are those of -3.75 and more and of 3.875 and less times a half: 0.13 to 0.87.</summary>
    [TestMethod]
    [DataRow(0.5, 1.0)]
    [DataRow(0.1, 0.8)]
    [DataRow(0.9, 0.0)]
    public void The_threshold_of_the_spec_counts(double threshold, double expected)
    {
        using var pipeline = new Pipeline();
        var (list, _) = WriteDetection(pipeline);
        var spec = pipeline.WriteFile("t.json", DetectorSpec.TrimEnd()[..^1] + FormattableString.Invariant($",\"outputs\":{{\"z\":{{\"decode\":\"identity\",\"threshold\":{threshold}}}}}}}"));
        var softer = GraphText.Parse(Detector.Replace("{4}", "{0.5}", StringComparison.Ordinal));

        var result = pipeline.Evaluate(softer, softer, ("ValidationData", list), ("Preprocess", spec));

        Assert.AreEqual(expected, result.Evaluation.Result.Original, 1e-12);
    }

    /// <summary>Classes by the sign of the last block; the scores are -t and t.</summary>
    [TestMethod]
    [DataRow("frames-last", 1.0)]
    [DataRow("frames-max", 0.5)]
    public void Classes_of_recordings_are_judged_by_a_row_of_all_frames(string decode, double expected)
    {
        using var pipeline = new Pipeline();
        foreach (var (name, signs) in new[] { ("0/a", "+-"), ("0/b", "--"), ("1/c", "-+"), ("1/d", "++") })
        {
            pipeline.WriteFile($"classes/{name}.wav", WaveFiles.Of(1000, signs.SelectMany(sign => Enumerable.Repeat(sign == '+' ? 0.5 : -0.5, 20))));
        }

        var both = GraphText.Parse(Detector.Replace("gain = const float[1,1] {4}", "gain = const float[1,2] {-1, 1}", StringComparison.Ordinal).Replace("output z: float[N,1]", "output z: float[N,2]", StringComparison.Ordinal));
        var spec = pipeline.WriteFile("c.json", DetectorSpec.TrimEnd()[..^1] + $",\"outputs\":{{\"z\":{{\"decode\":\"{decode}\"}}}}}}");

        var result = pipeline.Evaluate(both, both, ("ValidationData", Path.Combine(pipeline.Root, "classes")), ("Preprocess", spec));

        Assert.AreEqual(("Top1", 4, expected), (result.Evaluation.Result.Metric, result.Evaluation.Result.Samples, result.Evaluation.Result.Original));
    }

    [TestMethod]
    public void Transcripts_are_judged_by_words()
    {
        using var pipeline = new Pipeline();
        var (folder, spec) = WriteSpeech(pipeline);

        var same = pipeline.Evaluate(GraphText.Parse(Recognizer), GraphText.Parse(Recognizer), ("ValidationData", folder), ("Preprocess", spec), ("Metric", "Wer"), ("MaxMetricDrop", "0.1"), ("GateSeverity", "Error"));
        var swapped = pipeline.Evaluate(GraphText.Parse(Recognizer), GraphText.Parse(Recognizer.Replace("0, 0, 1, 0, 0, 0, 0, 1}", "0, 0, 0, 1, 0, 0, 1, 0}", StringComparison.Ordinal)), ("ValidationData", folder), ("Preprocess", spec), ("Metric", "Wer"), ("MaxMetricDrop", "0.1"), ("GateSeverity", "Error"));

        Assert.AreEqual((0.0, 0.0, 2, true), (same.Evaluation.Result.Original, same.Evaluation.Result.Compressed, same.Evaluation.Result.Samples, same.Accepted));
        Assert.AreEqual((1.0, Decision.Fail), (swapped.Evaluation.Result.Compressed, swapped.Verdict.Decision));
    }

    [TestMethod]
    public void A_recognizer_is_compressed_with_recordings_alone()
    {
        using var pipeline = new Pipeline();
        var (folder, spec) = WriteSpeech(pipeline);

        var outcome = pipeline.Run(GraphText.Parse(Recognizer), null, ("CalibrationData", folder), ("ValidationData", folder), ("Preprocess", spec), ("Metric", "Cer"), ("MaxMetricDrop", "0.1"), ("Quantization", "Static"));

        Assert.AreEqual((0.0, Decision.Pass), (Measured(outcome).Compressed, outcome.Result.Verdict.Decision));
    }

    /// <summary>The model divides by its constant input, which random numbers would make anything.</summary>
    [TestMethod]
    public void Constants_are_fed_where_there_is_no_data()
    {
        using var pipeline = new Pipeline();
        const string Text = "input x: float[1,4]\ninput k: int64[]\nlimit = const int64[] {16000}\nsame = Equal(k, limit)\none = Cast(same) <to=1>\nd = Div(x, one)\ny = Relu(d)\noutput y: float[1,4]";
        var spec = pipeline.WriteFile("k.json", """{"schema":1,"inputs":{"k":{"type":"constant","values":[16000],"dtype":"int64"}}}""");

        var result = pipeline.Evaluate(GraphText.Parse(Text), GraphText.Parse(Text.Replace("Relu", "Neg", StringComparison.Ordinal)), ("Preprocess", spec));

        Assert.AreEqual(0, result.Evaluation.Result.Fidelity.NonFinite);
        Assert.IsTrue(double.IsFinite(result.Evaluation.Result.Fidelity.MaxAbsoluteError));
    }

    /// <summary>The sides of the product leave their sizes open; only the spec says that a frame has 4 samples with 2 before them.</summary>
    [TestMethod]
    public void Frames_have_their_size_where_there_is_no_data()
    {
        using var pipeline = new Pipeline();
        var open = GraphText.Parse(Detector.Replace("float[N,4]", "float[?,?]", StringComparison.Ordinal).Replace("float[1,1]\nsums = const float[4,1] {1, 1, 1, 1}", "float[?,?]\nsums = const float[6,1] {1, 1, 1, 1, 1, 1}", StringComparison.Ordinal));
        var spec = pipeline.WriteFile("x.json", DetectorSpec.Replace("\"frame\":4", "\"frame\":4,\"context\":2", StringComparison.Ordinal));

        Assert.AreEqual(16, pipeline.Evaluate(open, open, ("Preprocess", spec)).Evaluation.Result.Samples);
    }

    [TestMethod]
    public void What_is_missing_is_named()
    {
        using var pipeline = new Pipeline();
        var (folder, spec) = WriteSpeech(pipeline);
        var model = GraphText.Parse(Recognizer);

        Coded.Error("MC0004", () => pipeline.Evaluate(model, model, ("ValidationData", folder), ("Preprocess", spec), ("Metric", "Wer")), "MaxMetricDrop");
        Coded.Error("MC0004", () => pipeline.Evaluate(model, model, ("ValidationData", folder), ("Preprocess", spec)), "transcripts", "Metric 'Wer' and MaxMetricDrop");
        Coded.Error("MC2007", () => pipeline.Evaluate(model, model, ("ValidationData", folder), ("Preprocess", spec), ("Metric", "FrameF1")), "labels of frames", "'path,start,end'");
        Coded.Error("MC2007", () => pipeline.Evaluate(model, model, ("Metric", "Wer"), ("MaxMetricDrop", "1")), "transcripts", "no ValidationData");
        Coded.Error("MC2011", () => pipeline.Evaluate(model, model, ("ValidationData", folder)), "recordings", "\"type\":\"audio\"");
        var plain = pipeline.WriteFile("plain.json", RecognizerSpec.Replace("\"decode\":\"ctc-greedy\",\"vocab\":\"tokens.txt\",\"blank\":\"-\"", "\"decode\":\"identity\"", StringComparison.Ordinal));
        Coded.Error("MC2007", () => pipeline.Evaluate(model, model, ("ValidationData", folder), ("Preprocess", plain), ("Metric", "Wer"), ("MaxMetricDrop", "1")), "no text", "ctc-greedy");
        File.Delete(Path.Combine(pipeline.Root, "tokens.txt"));
        Coded.Error("MC2011", () => pipeline.Evaluate(model, model, ("ValidationData", folder), ("Preprocess", spec), ("Metric", "Wer"), ("MaxMetricDrop", "1")), "'tokens.txt', which does not exist");
    }

    private static ModelCompression.Metrics.EvaluationResult Measured(PipelineOutcome outcome) => outcome.Result.Evaluation.Result;

    /// <summary>Three recordings of blocks + - + of 5 frames each.</summary>
    private static (string List, string Spec) WriteDetection(Pipeline pipeline)
    {
        foreach (var name in "abc")
        {
            pipeline.WriteFile($"wav/{name}.wav", WaveFiles.Of(1000, Enumerable.Range(0, 60).Select(i => (i / 20 == 1 ? -1 : 1) * (0.5 - ((name - 'a') / 64.0)))));
        }

        return (pipeline.WriteFile("list.csv", "path,start,end\n" + string.Concat("abc".Select(name => $"wav/{name}.wav,0,0.02\nwav/{name}.wav,0.04,0.06\n"))), pipeline.WriteFile("x.json", DetectorSpec));
    }

    /// <summary>Recordings whose frames are 0.5 at the place of a token: <c>-</c>, <c>|</c>, <c>a</c>, <c>b</c>.</summary>
    private static (string Folder, string Spec) WriteSpeech(Pipeline pipeline)
    {
        pipeline.WriteFile("tokens.txt", "-\n|\na\nb\n");
        foreach (var (name, path, text) in new[] { ("1", "aa-ab|b", "aab b"), ("2", "-b-|-a", "b a") })
        {
            pipeline.WriteFile($"speech/{name}.wav", WaveFiles.Of(1000, path.SelectMany(token => "-|ab".Select(other => other == token ? 0.5 : 0))));
            pipeline.WriteFile($"speech/{name}.txt", text);
        }

        return (Path.Combine(pipeline.Root, "speech"), pipeline.WriteFile("y.json", RecognizerSpec));
    }
}
