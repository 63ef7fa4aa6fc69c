using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class AdaptiveRoundingTests
{
    [TestMethod]
    [DataRow(7)]
    [DataRow(127)]
    public void Errors_are_below_half_of_those_of_rounding_to_nearest(int largest)
    {
        var problem = RoundingProblems.Create(rows: 8, columns: 40, largest, pairLimit: null, seed: 1);
        var nearest = Enumerable.Range(0, 8).Sum(problem.Error);

        new AdaptiveRounding().Round(problem, CancellationToken.None);

        Assert.IsLessThan(0.5 * nearest, Enumerable.Range(0, 8).Sum(problem.Error));
    }

    [TestMethod]
    public void Every_weight_is_rounded_down_or_up()
    {
        var problem = RoundingProblems.Create(rows: 4, columns: 30, largest: 127, pairLimit: null, seed: 2);

        new AdaptiveRounding().Round(problem, CancellationToken.None);

        for (var i = 0; i < problem.Target.Length; i++)
        {
            Assert.IsLessThanOrEqualTo(1.0001, Math.Abs(problem.Target[i] * 127 - problem.Weights.Values[i]));
        }
    }

    [TestMethod]
    public void No_row_gets_worse_and_no_pair_exceeds_its_limit()
    {
        var problem = RoundingProblems.Create(rows: 6, columns: 31, largest: 127, pairLimit: 128, seed: 3);
        var before = Enumerable.Range(0, 6).Select(problem.Error).ToArray();

        new AdaptiveRounding().Round(problem, CancellationToken.None);

        for (var row = 0; row < 6; row++)
        {
            Assert.IsLessThanOrEqualTo(before[row], problem.Error(row));
            for (var i = 0; i + 1 < 31; i += 2)
            {
                var (a, b) = (problem.Weights.Values[row * 31 + i], problem.Weights.Values[row * 31 + i + 1]);
                Assert.IsLessThanOrEqualTo(128, Math.Max(a, 0) + Math.Max(b, 0));
                Assert.IsLessThanOrEqualTo(128, Math.Max(-a, 0) + Math.Max(-b, 0));
            }
        }
    }

    [TestMethod]
    public void Results_do_not_depend_on_threads()
    {
        var (one, two) = (RoundingProblems.Create(5, 20, 127, 128, seed: 4), RoundingProblems.Create(5, 20, 127, 128, seed: 4, threads: 2));
        new AdaptiveRounding().Round(one, CancellationToken.None);
        new AdaptiveRounding().Round(two, CancellationToken.None);

        CollectionAssert.AreEqual(one.Weights.Values, two.Weights.Values);
    }
}
