using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class SecondOrderRoundingTests
{
    [TestMethod]
    [DataRow(7)]
    [DataRow(127)]
    public void Errors_are_far_below_those_of_rounding_to_nearest(int largest)
    {
        var problem = RoundingProblems.Create(rows: 8, columns: 60, largest, pairLimit: null, seed: 1);
        var nearest = Enumerable.Range(0, 8).Sum(problem.Error);

        new SecondOrderRounding().Round(problem, CancellationToken.None);

        Assert.IsLessThan(0.2 * nearest, Enumerable.Range(0, 8).Sum(problem.Error));
    }

    [TestMethod]
    public void Small_problems_come_within_twice_the_least_error_there_is()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var problem = RoundingProblems.Create(rows: 1, columns: 4, largest: 3, pairLimit: null, seed);
            new SecondOrderRounding().Round(problem, CancellationToken.None);
            var found = problem.Error(0);

            Assert.IsLessThanOrEqualTo(2 * Best(problem) + 1e-12, found, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(128)]
    [DataRow(100)]
    public void No_pair_exceeds_its_limit_and_no_integer_the_grid(int limit)
    {
        var problem = RoundingProblems.Create(rows: 6, columns: 31, largest: 127, limit, seed: 2);
        new SecondOrderRounding().Round(problem, CancellationToken.None);
        var values = problem.Weights.Values;

        Assert.IsTrue(values.All(value => Math.Abs(value) <= 127));
        for (var row = 0; row < 6; row++)
        {
            for (var i = 0; i + 1 < 31; i += 2)
            {
                var (a, b) = (values[row * 31 + i], values[row * 31 + i + 1]);
                Assert.IsLessThanOrEqualTo(limit, Math.Max(a, 0) + Math.Max(b, 0));
                Assert.IsLessThanOrEqualTo(limit, Math.Max(-a, 0) + Math.Max(-b, 0));
            }
        }
    }

    [TestMethod]
    public void Results_do_not_depend_on_threads()
    {
        var (one, two) = (RoundingProblems.Create(9, 40, 127, 128, seed: 4), RoundingProblems.Create(9, 40, 127, 128, seed: 4, threads: 2));
        new SecondOrderRounding().Round(one, CancellationToken.None);
        new SecondOrderRounding().Round(two, CancellationToken.None);

        CollectionAssert.AreEqual(one.Weights.Values, two.Weights.Values);
    }

    [TestMethod]
    public void Keeps_the_integers_when_the_inputs_say_nothing()
    {
        var problem = RoundingProblems.Create(1, 5, 127, null, seed: 1);
        var before = (int[])problem.Weights.Values.Clone();

        new SecondOrderRounding().Round(problem with { Hessian = new double[25] }, CancellationToken.None);

        CollectionAssert.AreEqual(before, problem.Weights.Values);
    }

    /// <summary>The least error of all integers of the grid.</summary>
    private static double Best(RoundingProblem problem)
    {
        var values = problem.Weights.Values;
        var best = double.PositiveInfinity;
        for (var code = 0; code < 7 * 7 * 7 * 7; code++)
        {
            for (var (i, rest) = (0, code); i < 4; i++, rest /= 7)
            {
                values[i] = rest % 7 - 3;
            }

            best = Math.Min(best, problem.Error(0));
        }

        return best;
    }
}
