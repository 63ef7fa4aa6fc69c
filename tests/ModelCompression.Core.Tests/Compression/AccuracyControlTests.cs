using ModelCompression.Core.Tests.Compression.Search;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class AccuracyControlTests
{
    /// <summary>
    /// The large values of the first channel, which the weights leave out, take the whole grid of 'guilty''s input; the other layers are harmless.
    /// </summary>
    private const string Guilty = """
        input x: float[4,4,10,10]
        steep = const float[1,4,1,1] {4, 0, 0, 0}
        left_out = const float[1,4,1,1] {0, 1, 1, 1}
        u = const float[8,4,3,3] seed 1
        v = const float[8,4,3,3] seed 2
        w = const float[8,8,3,3] seed 3 range -0.2 0.2
        s = Mul(x, steep)
        e = Exp(s)
        p = Mul(e, x)
        g = Mul(u, left_out)
        guilty = Conv(p, g)
        first = Conv(x, v)
        r = Relu(first)
        second = Conv(r, w)
        output guilty
        output second
        """;

    private static readonly (string, string)[] Options = [("Calibrator", "MinMax"), ("CrossLayerEqualization", "false"), ("MaxMetricDrop", "0.01")];

    [TestMethod]
    public void A_candidate_within_the_limits_stays_as_it_is()
    {
        using var bench = new SearchBench(Guilty, calibrated: true, null, [.. Options, ("Metric", "Fidelity"), ("MaxMetricDrop", "0.9")]);
        var tuned = bench.Improve("Static");

        Assert.IsTrue(tuned.Score.Passed);
        Assert.IsEmpty(tuned.Candidate.Options.Rules);
        Assert.IsEmpty(tuned.Sensitivity);
        Assert.AreEqual(1, bench.Built);
    }

    [TestMethod]
    [DataRow("Static", "")]
    [DataRow("Static+Float16", "Float16")]
    public void Only_the_layer_that_costs_the_accuracy_is_reverted(string schemes, string instead)
    {
        using var bench = new SearchBench(Guilty, calibrated: true, null, Options);
        var tuned = bench.Improve(schemes);
        var rule = tuned.Candidate.Options.Rules.Single();

        Assert.IsTrue(tuned.Score.Passed);
        Assert.AreEqual("Conv_0", rule.Match.Name);
        Assert.AreEqual(instead, rule.Scheme ?? "");
        Assert.AreEqual(instead.Length == 0, rule.Exclude == true);
        Assert.Contains("accuracy: reverting it regained", rule.Why ?? "");
        CollectionAssert.AreEquivalent(new[] { "Conv_1", "Conv_2" }, tuned.Candidate.Record.Layers.Where(layer => layer is { Operator: "Conv", Scheme: "Static" }).Select(layer => layer.Node).ToArray());
        Assert.AreEqual("Conv_0", tuned.Sensitivity.MaxBy(pair => pair.Value).Key);
    }

    [TestMethod]
    public void Layers_with_few_bits_get_8_before_they_are_reverted()
    {
        const string Text = """
            input x: float[4,4,10,10]
            v = const float[8,4,3,3] seed 2
            w = const float[8,8,3,3] seed 3 range -0.2 0.2
            first = Conv(x, v)
            r = Relu(first)
            second = Conv(r, w)
            output second
            """;
        using var bench = new SearchBench(Text, calibrated: true, 1, null, [("WeightBits", "4"), ("Metric", "Fidelity"), ("MaxMetricDrop", "0.004"), ("GateSeverity", "Error")]);
        var tuned = bench.Improve("Static");

        Assert.IsTrue(tuned.Score.Passed);
        Assert.IsNotEmpty(tuned.Candidate.Options.Rules);
        Assert.IsTrue(tuned.Candidate.Options.Rules.All(rule => rule is { WeightBits: 8, Exclude: null }), string.Join("; ", tuned.Candidate.Options.Rules));
    }

    [TestMethod]
    public void The_best_that_was_found_is_kept_when_the_limits_cannot_be_met()
    {
        using var bench = new SearchBench(Guilty, calibrated: true, 1, null, [.. Options[..2], ("Metric", "Fidelity"), ("MaxMetricDrop", "0")]); // half precision loses something, too
        var first = bench.Tuning.Score(bench.Store.Get(bench.Request.Options with { Quantization = "Static+Float16", AccuracyControl = false }, CancellationToken.None).Path, CancellationToken.None);
        var tuned = bench.Improve("Static+Float16");

        Assert.IsFalse(tuned.Score.Passed);
        Assert.IsTrue(tuned.Score.IsBetterThan(first));
        Assert.IsFalse(first.IsBetterThan(tuned.Score));
    }
}
