using ModelCompression.Pruning.Reconstruction;

namespace ModelCompression.Core.Tests.Pruning.Reconstruction;

[TestClass]
public sealed class SparseSolverTests
{
    private const int Columns = 6;

    [TestMethod]
    public void Nothing_removed_leaves_the_target() => CollectionAssert.AreEqual(Target(1), Solve(Identity, Target(1), 0));

    [TestMethod]
    public void Everything_removed_leaves_zeros() => CollectionAssert.AreEqual(new double[Columns], Solve(Identity, Target(1), Columns));

    [TestMethod]
    public void Without_correlation_the_smallest_go_and_the_others_stay()
    {
        double[] target = [3, -1, 0.5, 2, -4, 0.1];

        CollectionAssert.AreEqual(new double[] { 3, 0, 0, 2, -4, 0 }, Solve(Identity, target, 3));
    }

    [TestMethod]
    public void What_is_left_takes_up_what_a_copy_did()
    {
        // Inputs 0 and 1 are the same: one of them can do both parts, although both weights are large.
        var hessian = Identity.ToArray();
        hessian[1] = hessian[Columns] = 1 - 1e-9;
        var weights = Solve(hessian, [5, 4, 1, 1, 1, 1], 1);

        Assert.AreEqual(0, weights[0] * weights[1]);
        Assert.AreEqual(9, weights[0] + weights[1], 1e-6);
        CollectionAssert.AreEqual(new double[] { 1, 1, 1, 1 }, Array.ConvertAll(weights[2..], value => Math.Round(value, 6)));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void One_removal_is_the_best_there_is(int seed)
    {
        var (hessian, target) = (Random(seed), Target(seed));

        var error = Error(hessian, target, Solve(hessian, target, 1));

        for (var i = 0; i < Columns; i++)
        {
            Assert.IsLessThanOrEqualTo(ErrorWithout(hessian, target, i) + 1e-9, error, $"without {i}");
        }
    }

    [TestMethod]
    public void What_is_left_is_the_least_squares_solution()
    {
        var (hessian, target) = (Random(3), Target(3));

        var weights = Solve(hessian, target, 3);

        Assert.AreEqual(3, weights.Count(weight => weight == 0));
        for (var i = 0; i < Columns; i++)
        {
            var slope = Enumerable.Range(0, Columns).Sum(j => hessian[(i * Columns) + j] * (weights[j] - target[j]));
            Assert.AreEqual(0, weights[i] == 0 ? 0 : slope, 1e-9, $"slope of weight {i}");
        }
    }

    [TestMethod]
    public void Rows_compete_for_what_stays_and_threads_change_nothing()
    {
        double[] target = [.. Target(4), .. Target(5).Select(value => value / 100)];
        double[] Solved(int threads) => new SparseSolver([Identity], [target], Columns, threads).Solve(Columns, CancellationToken.None);

        Assert.IsTrue(Solved(1)[..Columns].All(weight => weight != 0), "the weak row gives up everything first");
        Assert.IsTrue(Solved(1)[Columns..].All(weight => weight == 0));
        CollectionAssert.AreEqual(Solved(1), Solved(2));
    }

    private static double[] Identity => [.. Enumerable.Range(0, Columns * Columns).Select(i => i % (Columns + 1) == 0 ? 1.0 : 0)];

    private static double[] Solve(double[] hessian, double[] target, int removed) => new SparseSolver([hessian], [target], Columns, 1).Solve(removed, CancellationToken.None);

    private static double[] Target(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Columns).Select(_ => random.NextDouble() + 0.5)];
    }

    /// <summary>A aᵀ + 0.1 for random A.</summary>
    private static double[] Random(int seed)
    {
        var random = new Random(seed);
        var a = Enumerable.Range(0, Columns * Columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        var h = Identity.Select(value => value * 0.1).ToArray();
        for (var i = 0; i < Columns; i++)
        {
            for (var j = 0; j < Columns; j++)
            {
                h[(i * Columns) + j] += Enumerable.Range(0, Columns).Sum(k => a[(i * Columns) + k] * a[(j * Columns) + k]);
            }
        }

        return h;
    }

    private static double Error(double[] hessian, double[] target, double[] weights)
    {
        var difference = weights.Zip(target, (w, t) => w - t).ToArray();
        return Enumerable.Range(0, Columns).Sum(i => Enumerable.Range(0, Columns).Sum(j => difference[i] * hessian[(i * Columns) + j] * difference[j]));
    }

    /// <summary>The smallest error without one weight: t² / [H⁻¹]ii, by fitting the others with plain elimination.</summary>
    private static double ErrorWithout(double[] hessian, double[] target, int removed)
    {
        var kept = Enumerable.Range(0, Columns).Where(i => i != removed).ToArray();
        var matrix = kept.Select(i => kept.Select(j => hessian[(i * Columns) + j]).Append(Enumerable.Range(0, Columns).Sum(j => hessian[(i * Columns) + j] * target[j])).ToArray()).ToArray();
        for (var pivot = 0; pivot < kept.Length; pivot++)
        {
            for (var row = 0; row < kept.Length; row++)
            {
                var factor = row == pivot ? 0 : matrix[row][pivot] / matrix[pivot][pivot];
                for (var column = pivot; column <= kept.Length; column++)
                {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
            }
        }

        var weights = new double[Columns];
        for (var i = 0; i < kept.Length; i++)
        {
            weights[kept[i]] = matrix[i][kept.Length] / matrix[i][i];
        }

        return Error(hessian, target, weights);
    }
}
