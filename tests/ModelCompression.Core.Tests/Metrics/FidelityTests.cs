using System.Text.Json;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class FidelityTests
{
    private static readonly Sample AnySample = new("#1", new Dictionary<string, TensorData>());

    [TestMethod]
    public void Equal_outputs_score_exactly_one_with_infinite_sqnr()
    {
        var output = Floats(0.1f, -0.7f, 1e-20f);
        var report = Compare(output, output);

        Assert.AreEqual(1.0, report.Cosine);
        Assert.AreEqual(double.PositiveInfinity, report.SqnrDecibels);
        Assert.AreEqual(0.0, report.MaxAbsoluteError);
        Assert.AreEqual(1.0, report.ArgmaxAgreement);
    }

    [TestMethod]
    public void Figures_follow_their_definitions()
    {
        var report = Compare(Floats(3, 4, 1), Floats(4, 3, 0));

        Assert.AreEqual(24 / (5 * Math.Sqrt(26)), report.Cosine, 1e-15);
        Assert.AreEqual(10 * Math.Log10(25.0 / 3), report.SqnrDecibels, 1e-12);
        Assert.AreEqual(1.0, report.MaxAbsoluteError);
        Assert.AreEqual(0.0, report.ArgmaxAgreement);
    }

    [TestMethod]
    public void Value_is_the_mean_over_samples_of_the_mean_over_outputs()
    {
        var accumulator = new Fidelity().Start();
        accumulator.Add(AnySample, [Floats(1, 0), Floats(2, 0)], [Floats(1, 0), Floats(0, 1)]);
        accumulator.Add(AnySample, [Floats(-1, 0), Floats(-1, 0)], [Floats(1, 0), Floats(1, 0)]);

        CollectionAssert.AreEqual((double[])[0.5, -1], accumulator.PerSample.ToArray());
        Assert.AreEqual(-0.25, accumulator.Value);
    }

    [TestMethod]
    public void Two_zero_outputs_are_alike() => Assert.AreEqual(1.0, Compare(Floats(0, 0), Floats(0, 0)).Cosine);

    [TestMethod]
    public void A_zero_output_is_not_like_another() => Assert.AreEqual(0.0, Compare(Floats(0, 0), Floats(1, 0)).Cosine);

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void An_output_that_is_not_finite_scores_zero_and_is_counted(float value)
    {
        var report = Compare(Floats(1, value), Floats(1, 2));

        Assert.AreEqual(0.0, report.Cosine);
        Assert.AreEqual(1, report.NonFinite);
        Assert.AreEqual(0.0, report.MaxAbsoluteError);
    }

    [TestMethod]
    public void NaN_in_both_is_counted_too() => Assert.AreEqual(1, Compare(Floats(1, float.NaN), Floats(1, float.NaN)).NonFinite);

    [TestMethod]
    public void Equal_infinities_agree()
    {
        var report = Compare(Floats(1, float.NegativeInfinity), Floats(1, float.NegativeInfinity));

        Assert.AreEqual(1.0, report.Cosine);
        Assert.AreEqual(0, report.NonFinite);
    }

    [TestMethod]
    public void Integers_are_compared_as_numbers()
    {
        var report = Compare(TensorData.Int64s(new Shape(2), 3, 4), TensorData.Int64s(new Shape(2), 3, 5));

        Assert.AreEqual(29 / (5 * Math.Sqrt(34)), report.Cosine, 1e-15);
        Assert.AreEqual(1.0, report.MaxAbsoluteError);
    }

    [TestMethod]
    public void Another_shape_scores_zero_and_is_all_noise()
    {
        var report = Compare(Floats(1, 2, 3), Floats(1, 2));

        Assert.AreEqual(0.0, report.Cosine);
        Assert.AreEqual(0.0, report.SqnrDecibels);
    }

    [TestMethod]
    public void Strings_count_by_the_share_that_is_equal() =>
        Assert.AreEqual(0.5, Compare(new TensorData(new Shape(2), ["a"u8.ToArray(), "b"u8.ToArray()]), new TensorData(new Shape(2), ["a"u8.ToArray(), "c"u8.ToArray()])).Cosine);

    [TestMethod]
    public void Argmax_is_taken_per_row_of_the_last_axis()
    {
        var report = Compare(TensorData.Floats(new Shape(2, 2), 1, 2, 4, 3), TensorData.Floats(new Shape(2, 2), 0, 5, 0, 1));

        Assert.AreEqual(0.5, report.ArgmaxAgreement);
    }

    [TestMethod]
    public void Rows_of_one_have_no_argmax() => Assert.IsNull(Compare(TensorData.Floats(new Shape(2, 1), 1, 2), TensorData.Floats(new Shape(2, 1), 1, 2)).ArgmaxAgreement);

    [TestMethod]
    public void Outputs_are_reported_one_by_one()
    {
        var accumulator = new FidelityAccumulator();
        accumulator.Add(AnySample, [Floats(1, 2), Floats(1, 1)], [Floats(1, 2), Floats(1, 3)]);

        var report = accumulator.Report(["a", "b"]);

        Assert.AreEqual("a 1, b " + report.Outputs[1].Cosine.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join(", ", report.Outputs.Select(output => FormattableString.Invariant($"{output.Name} {output.Cosine}"))));
        Assert.AreEqual(0.0, report.Outputs[0].MaxAbsoluteError);
        Assert.AreEqual(2.0, report.Outputs[1].MaxAbsoluteError);
        Assert.AreEqual(10 * Math.Log10(15.0 / 4), report.SqnrDecibels, 1e-12);
    }

    /// <summary>Distributions are compared in the first output, the top five in every one that has more.</summary>
    [TestMethod]
    public void Divergence_is_that_of_the_first_output()
    {
        var accumulator = new FidelityAccumulator();
        accumulator.Add(AnySample, [Floats(0.25f, 0.75f), Floats(1, 2, 3, 4, 5, 6)], [Floats(0.5f, 0.5f), Floats(6, 5, 4, 3, 2, 1)]);

        var report = accumulator.Report(["a", "b"]);

        Assert.AreEqual((0.5 * Math.Log(2)) + (0.5 * Math.Log(2.0 / 3)), report.KlDivergence ?? -1, 1e-12);
        Assert.AreEqual((report.KlDivergence, null), (report.Outputs[0].KlDivergence, report.Outputs[1].KlDivergence));
        Assert.AreEqual((0.8, null, 0.8), (report.TopOverlap, report.Outputs[0].TopOverlap, report.Outputs[1].TopOverlap));
    }

    [TestMethod]
    public void Models_with_a_different_number_of_outputs_cannot_be_compared() =>
        Assert.ThrowsExactly<ArgumentException>(() => new Fidelity().Start().Add(AnySample, [Floats(1, 2)], []));

    [TestMethod]
    public void Value_without_samples_is_not_a_number() => Assert.IsTrue(double.IsNaN(new Fidelity().Start().Value));

    [TestMethod]
    public void Report_survives_json_with_infinite_values()
    {
        var report = Compare(Floats(1, 2), Floats(1, 2));
        var copy = JsonSerializer.Deserialize<FidelityReport>(JsonSerializer.Serialize(report));

        Assert.IsNotNull(copy);
        Assert.AreEqual(double.PositiveInfinity, copy.SqnrDecibels);
        Assert.AreEqual(report.Outputs[0], copy.Outputs[0]);
    }

    private static TensorData Floats(params float[] values) => TensorData.Floats(new Shape(values.Length), values);

    private static FidelityReport Compare(TensorData output, TensorData reference)
    {
        var accumulator = new FidelityAccumulator();
        accumulator.Add(AnySample, [output], [reference]);
        return accumulator.Report(["y"]);
    }
}
