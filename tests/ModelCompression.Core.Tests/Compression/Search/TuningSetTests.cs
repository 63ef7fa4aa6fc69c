using ModelCompression.Compression.Search;
using ModelCompression.Onnx;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class TuningSetTests
{
    private const string Text = "input x: float[1,16] w = const float[16,5] seed 1 y = MatMul(x, w) output y: float[1,5]";

    [TestMethod]
    public void Labelled_samples_are_used_with_their_metric_by_a_share_the_verdict_does_not_see()
    {
        using var bench = new SearchBench(Text, calibrated: true, labelled: 400);

        Assert.AreEqual((true, true, "Top1", 120), (bench.Tuning.Exists, bench.Tuning.UsesValidation, bench.Tuning.MetricId, bench.Tuning.Count));
    }

    [TestMethod]
    public void Calibration_data_is_used_where_labels_are_too_few()
    {
        using var bench = new SearchBench(Text, calibrated: true, labelled: 100);

        Assert.AreEqual((true, false, "Fidelity", 16), (bench.Tuning.Exists, bench.Tuning.UsesValidation, bench.Tuning.MetricId, bench.Tuning.Count));
    }

    [TestMethod]
    [DataRow(true, 0, "", "8", "true", true, DisplayName = "what Auto chooses is tuned on calibration data")]
    [DataRow(true, 0, "Static", "8", "true", false, DisplayName = "what is asked for is taken when nothing judges it")]
    [DataRow(true, 0, "", "4", "true", false, DisplayName = "so are bits that are asked for")]
    [DataRow(true, 100, "Static", "8", "true", true, DisplayName = "limits are kept for it when there are any")]
    [DataRow(true, 400, "", "8", "false", false, DisplayName = "nothing is tuned with the control off")]
    [DataRow(false, 0, "", "8", "true", false, DisplayName = "nothing is tuned without data")]
    public void Exists(bool calibrated, int labelled, string scheme, string bits, string control, bool exists)
    {
        using var bench = new SearchBench(Text, calibrated, labelled, null, ("Quantization", scheme), ("WeightBits", bits), ("AccuracyControl", control));

        Assert.AreEqual(exists, bench.Tuning.Exists);
    }

    [TestMethod]
    public void Without_samples_every_candidate_is_good_enough()
    {
        using var bench = new SearchBench(Text, calibrated: false);

        Assert.AreEqual(new TuningScore(true, 0, double.PositiveInfinity), bench.Tuning.Score("no file is looked at", CancellationToken.None));
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(0)]
    public void The_original_passes_without_loss_and_another_model_fails(int labelled)
    {
        using var bench = new SearchBench(Text, calibrated: true, labelled);
        using var folder = new TempFolder();
        OnnxWriter.Write(GraphText.Parse(Text.Replace("seed 1", "seed 2", StringComparison.Ordinal)), folder["other.onnx"]);

        Assert.AreEqual(new TuningScore(true, 0, double.PositiveInfinity), bench.Tuning.Score(bench.OriginalPath, CancellationToken.None));
        var other = bench.Tuning.Score(folder["other.onnx"], CancellationToken.None);
        Assert.IsFalse(other.Passed);
        Assert.IsGreaterThan(0.2, other.Drop);
        Assert.IsLessThan(3, other.Decibels);
    }

    [TestMethod]
    public void Some_are_spread_over_all()
    {
        using var bench = new SearchBench(Text, calibrated: true, labelled: 400);
        var all = bench.Tuning.Some(1000, CancellationToken.None).Select(sample => sample.Id).ToList();
        var some = bench.Tuning.Some(25, CancellationToken.None).Select(sample => sample.Id).ToList();

        Assert.HasCount(120, all);
        CollectionAssert.AreEqual(all.Where((_, index) => index % 5 == 0).ToList(), some);
    }

    [TestMethod]
    [DataRow("0.08", 0.02)]
    [DataRow("0.001", 1.0 / 120)]
    public void Noise_is_a_quarter_of_the_limit_or_one_sample(string limit, double noise)
    {
        using var bench = new SearchBench(Text, calibrated: true, labelled: 400, null, ("MaxMetricDrop", limit));

        Assert.AreEqual(noise, bench.Tuning.Noise, 1e-12);
    }
}
