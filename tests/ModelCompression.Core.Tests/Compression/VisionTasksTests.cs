using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Gating;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Detectors, models of pixels and models that make images, from their files to the verdict.</summary>
[TestClass]
public sealed class VisionTasksTests
{
    private const int Pictures = 24;

    [TestMethod]
    [DataRow("", "Yolo")]
    [DataRow("images", "Yolo")]
    [DataRow("coco.json", "Coco")]
    public void A_detector_that_still_finds_everything_passes(string data, string format)
    {
        using var folder = Detections();
        using var pipeline = new Pipeline();

        var outcome = pipeline.Run(SquareDetector.Model(), null, [.. Options(folder, data), ("CalibrationData", folder.PathOf("images")), ("Quantization", "Static"), ("AccuracyControl", "false")]);

        Assert.IsTrue(outcome.Result.Accepted);
        Assert.IsFalse(outcome.IsOriginal);
        Assert.AreEqual(("MeanAveragePrecision", Pictures), (outcome.Result.Evaluation.Result.Metric, outcome.Result.Evaluation.Result.Samples));
        Assert.AreEqual(1, outcome.Result.Evaluation.Result.Original, 1e-9);
        Assert.IsGreaterThan(0.99, outcome.Result.Evaluation.Result.Compressed);
        Assert.AreEqual(format, outcome.Result.Data.Single(used => used.Role == "validation").Format);
    }

    /// <summary>With 200 pictures and more a search looks at 30 % of them by the metric itself, and the verdict uses the others.</summary>
    [TestMethod]
    public void A_search_tunes_by_the_boxes_of_other_pictures_than_it_is_judged_by()
    {
        using var folder = new DataFolder();
        using var pipeline = new Pipeline();
        SquareDetector.Write(folder, 210);

        var outcome = pipeline.Run(SquareDetector.Model(), null, [.. Options(folder, ""), ("CalibrationData", folder.PathOf("images")), ("CalibrationSamples", "16"), ("Quantization", "Static")]);

        Assert.IsTrue(outcome.Result.Accepted);
        Assert.AreEqual(("MeanAveragePrecision", 147), (outcome.Result.Evaluation.Result.Metric, outcome.Result.Evaluation.Result.Samples));
        Assert.AreEqual(63, outcome.Result.Data.Single(used => used.Role == "tuning").Samples);
    }

    /// <summary>Without the template of bars one class of two is found no more.</summary>
    [TestMethod]
    [DataRow("Point")]
    [DataRow("NonInferior")]
    [DataRow("Significant")]
    public void A_detector_that_finds_a_class_no_more_fails(string policy)
    {
        using var folder = Detections();
        using var pipeline = new Pipeline();

        var (result, diagnostics) = Judge(pipeline, SquareDetector.Model(), SquareDetector.Model(bar: 0), [.. Options(folder, ""), ("GatePolicy", policy), ("MaxMetricDrop", "0.1")]);

        Assert.IsFalse(result.Accepted);
        Assert.AreEqual(Decision.Fail, result.Verdict.Decision);
        Assert.Contains(Codes.GateFailed, diagnostics);
        Assert.AreEqual(1, result.Evaluation.Result.Original, 1e-9);
        Assert.IsLessThan(0.6, result.Evaluation.Result.Compressed);
        Assert.IsNotNull(result.Evaluation.Result.DropQuantiles);
    }

    [TestMethod]
    public void Data_with_boxes_serve_fidelity()
    {
        using var folder = Detections();
        using var pipeline = new Pipeline();

        var (result, _) = Judge(pipeline, SquareDetector.Model(), SquareDetector.Model(), [.. Options(folder, ""), ("Metric", "Fidelity")]);

        Assert.AreEqual(("Fidelity", 1.0), (result.Evaluation.Result.Metric, result.Evaluation.Result.Compressed));
    }

    [TestMethod]
    public void What_the_data_or_the_spec_cannot_give_is_refused()
    {
        using var folder = Detections();
        using var pipeline = new Pipeline();
        var model = SquareDetector.Model();

        Coded.Error(Codes.InvalidOption, () => Judge(pipeline, model, model, [.. Options(folder, ""), ("MaxClassDrop", "0.1")]), "MaxClassDrop", "'MeanAveragePrecision'");
        Coded.Error(Codes.LabelsMissing, () => Judge(pipeline, model, model, [.. Options(folder, ""), ("Metric", "MeanIou")]), "needs class maps", "images' and 'masks'");
        folder.Write("labels/00.txt", "2 0.5 0.5 0.375 0.375");
        Coded.Error(Codes.LabelsMissing, () => Judge(pipeline, model, model, Options(folder, "")), "line 1 of '00.txt' has class 2; the classes are 0 to 1");
        folder.Write("spec.json", SquareDetector.Spec.Replace(",\"outputs\":{\"y\":{\"decode\":\"yolo-v8\"}}", "", StringComparison.Ordinal));
        Coded.Error(Codes.LabelsMissing, () => Judge(pipeline, model, model, [.. Options(folder, "coco.json")]), "holds no boxes", "yolo-v8");
    }

    /// <summary>Labels that fit nothing the model finds: nothing could be lost.</summary>
    [TestMethod]
    public void An_original_that_finds_nothing_is_a_warning()
    {
        using var folder = Detections();
        using var pipeline = new Pipeline();
        foreach (var file in Directory.EnumerateFiles(folder.PathOf("labels")))
        {
            File.WriteAllText(file, "0 0.1 0.9 0.1 0.1\n");
        }

        var (result, diagnostics) = Judge(pipeline, SquareDetector.Model(), SquareDetector.Model(bar: 0), Options(folder, ""));

        Assert.AreEqual((0.0, true), (result.Evaluation.Result.Original, result.Accepted));
        Assert.Contains(Codes.WeakOriginal, diagnostics);
    }

    /// <summary>Class 1 where a pixel is above one half. The candidate wants more than it should and sees class 0 everywhere: the classes have 16 and 48 of 64 pixels.</summary>
    [TestMethod]
    public void A_model_of_pixels_is_judged_by_masks()
    {
        using var folder = new DataFolder();
        using var pipeline = new Pipeline();
        byte[] mask = [.. Enumerable.Range(0, 64).Select(i => (byte)(i < 16 ? 1 : 0))];
        folder.Write("images/a.png", Png.Gray(8, 8, [.. mask.Select(value => (byte)(200 * value))]));
        folder.Write("masks/a.png", Png.Gray(8, 8, mask));
        folder.Write("spec.json", """{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY","scale":0.00392156862745098}}}""");

        var (result, _) = Judge(pipeline, Threshold(0.5), Threshold(0.9), Options(folder, ""));

        Assert.AreEqual(("MeanIou", 1.0), (result.Evaluation.Result.Metric, result.Evaluation.Result.Original));
        Assert.AreEqual(48.0 / 64 / 2, result.Evaluation.Result.Compressed, 1e-12);
        Assert.IsFalse(result.Accepted);
    }

    /// <summary>Outputs from 0 to 255, as the spec's peak says. The candidate is wrong by 25.5, a tenth of the peak, everywhere: 20 dB.</summary>
    [TestMethod]
    public void A_model_that_makes_images_is_judged_by_targets_in_the_unit_of_its_output()
    {
        using var folder = new DataFolder();
        using var pipeline = new Pipeline();
        folder.WriteRamp("input/a.png", 8, 8);
        folder.WriteRamp("target/a.png", 8, 8);
        folder.Write("spec.json", """{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY"}},"outputs":{"y":{"decode":"identity","peak":255}}}""");

        var (result, _) = Judge(pipeline, Shift(0), Shift(25.5), [.. Options(folder, ""), ("Metric", "Psnr"), ("MaxMetricDrop", "1")]);

        Assert.AreEqual((100.0, false), (result.Evaluation.Result.Original, result.Accepted));
        Assert.AreEqual(20, result.Evaluation.Result.Compressed, 1e-5);
        Coded.Error(Codes.InvalidOption, () => pipeline.Request(null, ("Metric", "Psnr")), "MaxMetricDrop");
    }

    private static Model Threshold(double limit) => GraphText.Parse(FormattableString.Invariant($$"""
        input x: float[1,1,8,8]
        w = const float[2,1,1,1] {0, 1}
        b = const float[2] {{{limit:0.0}}, 0}
        y = Conv(x, w, b)
        output y: float[1,2,8,8]
        """));

    private static Model Shift(double by) => GraphText.Parse(FormattableString.Invariant($$"""
        input x: float[1,1,8,8]
        w = const float[1,1,1,1] {1}
        b = const float[1] {{{by:0.0}}}
        y = Conv(x, w, b)
        output y: float[1,1,8,8]
        """));

    private static (string Name, string Value)[] Options(DataFolder folder, string data) =>
        [("ValidationData", data.Length == 0 ? folder.Root : folder.PathOf(data)), ("Preprocess", folder.PathOf("spec.json")), ("GateSeverity", "Error")];

    /// <summary>Judges a model that is there against another.</summary>
    private static (CompressionResult Result, IReadOnlyList<string> Diagnostics) Judge(Pipeline pipeline, Model original, Model candidate, (string Name, string Value)[] options)
    {
        OnnxWriter.Write(original, pipeline.ModelPath);
        OnnxWriter.Write(candidate, pipeline.OutputPath);
        var diagnostics = new DiagnosticList();
        var time = TimeSpan.Zero;
        var host = pipeline.Host(new OrtRunnerFactory(), () => time += TimeSpan.FromMilliseconds(5)); // both are equally fast
        var result = new Compressor(host, new Catalog(), diagnostics).Evaluate(pipeline.Request(null, options), CancellationToken.None);
        return (result, [.. diagnostics.Items.Select(item => item.Code)]);
    }

    private static DataFolder Detections()
    {
        var folder = new DataFolder();
        SquareDetector.Write(folder, Pictures);
        return folder;
    }
}
