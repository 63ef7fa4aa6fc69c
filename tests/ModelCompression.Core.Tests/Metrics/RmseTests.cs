using System.Collections;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class RmseTests
{
    /// <summary>The example of scikit-learn's root_mean_squared_error: sqrt(1.5 / 4).</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() =>
        Assert.AreEqual(Math.Sqrt(0.375), PredictedValues.Of(new Rmse(), ([3], [2.5f]), ([-0.5], [0]), ([2], [2]), ([7], [8])).Value, 1e-7);

    /// <summary>Roots of (1 + 1 + 1) / 3 and (1 + 0 + 1... ) are averaged, not the squares: sqrt(1) and sqrt(2 / 3).</summary>
    [TestMethod]
    public void Several_values_are_averaged_after_the_root() =>
        Assert.AreEqual((1 + Math.Sqrt(2.0 / 3)) / 2, PredictedValues.Of(new Rmse(), ([0, 1], [1, 2]), ([-1, 1], [0, 1]), ([7, -6], [8, -5])).Value, 1e-7);

    [TestMethod]
    public void Weights_count_samples_more_than_once_or_not_at_all() =>
        Assert.AreEqual(Math.Sqrt((4 + 4 + 4 + 1) / 4.0), PredictedValues.Of(new Rmse(), ([0], [2]), ([0], [1]), ([0], [9])).Weighted([3, 1, 0]), 1e-12);

    [TestMethod]
    public void A_prediction_that_is_no_number_makes_none() => Assert.IsTrue(double.IsNaN(PredictedValues.Of(new Rmse(), ([0], [float.NaN])).Value));

    [TestMethod]
    public void Another_number_of_values_is_refused() => Data.Coded.Error("MC2007", () => PredictedValues.Of(new Rmse(), ([0, 1], [2])), "2 right values", "Rmse");

    [TestMethod]
    public void Without_samples_it_is_not_a_number() => Assert.IsTrue(double.IsNaN(new Rmse().Start().Value));

    [TestMethod]
    public void Images_are_too_many_values_to_keep()
    {
        var image = TensorData.Of(ElementType.UInt8, new Shape(1, 20_000_001), new byte[20_000_001]);
        var sample = new Sample("s", new Dictionary<string, TensorData>(), new ValuesLabel(new Zeros(20_000_001)));

        Data.Coded.Error("MC2007", () => new Rmse().Start().Add(sample, [image], []), "Rmse", "20000001", "Psnr");
    }

    /// <summary>Right values that take no memory.</summary>
    private sealed class Zeros(int count) : IReadOnlyList<double>
    {
        public int Count => count;

        public double this[int index] => 0;

        public IEnumerator<double> GetEnumerator() => Enumerable.Repeat(0.0, count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
