using ModelCompression.Evaluation.Resampling;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Evaluation.Resampling;

[TestClass]
public sealed class EvaluationModeTests
{
    private static readonly EvaluationMode TwoFolds = new("CrossValidation", new CrossValidation(), new ResamplingSettings(Folds: 2));

    [TestMethod]
    public void The_loss_is_measured_on_each_part()
    {
        // Original: all right. Compressed: wrong on cases 0 and 1.
        var original = Outcomes(1, 1, 1, 1, 1, 1);
        var compressed = Outcomes(0, 0, 1, 1, 1, 1);
        var parts = TwoFolds.Resampling.Parts(6, TwoFolds.Settings);
        double[] expected = [.. parts.Select(part => part.Count(index => index < 2) / 3.0)];

        var drop = TwoFolds.Measure(original, compressed, 1, Direction.Higher);

        Assert.AreEqual(expected[0], drop?.Drops[0] ?? double.NaN, 1e-12);
        Assert.AreEqual(expected[1], drop?.Drops[1] ?? double.NaN, 1e-12);
        Assert.AreEqual(1.0 / 3, drop?.Mean ?? double.NaN, 1e-12);
        Assert.AreEqual("CrossValidation", drop?.Mode);
        Assert.AreEqual(Math.Abs(expected[0] - expected[1]) / 2, drop?.StandardError ?? double.NaN, 1e-12); // sd / sqrt(2) = |a - b| / 2
    }

    [TestMethod]
    public void Errors_lose_by_growing_and_a_missing_original_has_the_bound()
    {
        var worse = TwoFolds.Measure(Outcomes(1, 1, 1, 1), Outcomes(3, 3, 3, 3), double.NaN, Direction.Lower);
        var fidelity = TwoFolds.Measure(null, Outcomes(0.5, 0.5, 0.5, 0.5), 1, Direction.Higher);

        CollectionAssert.AreEqual(new double[] { 2, 2 }, worse?.Drops.ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, 0.5 }, fidelity?.Drops.ToArray());
        Assert.AreEqual(0, fidelity?.StandardError);
    }

    [TestMethod]
    public void Too_few_samples_or_parts_without_a_value_give_nothing()
    {
        Assert.IsNull(TwoFolds.Measure(Outcomes(1), Outcomes(1), 1, Direction.Higher));
        Assert.IsNull(TwoFolds.Measure(Outcomes(1, 1), Outcomes(double.NaN, double.NaN), 1, Direction.Higher));
    }

    private static FixedOutcomes Outcomes(params double[] values) => new(values);

    private sealed class FixedOutcomes(double[] values) : IMetricAccumulator
    {
        public double Value => values.Average();

        public IReadOnlyList<double> PerSample => values;

        public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference) => throw new NotSupportedException();
    }
}
