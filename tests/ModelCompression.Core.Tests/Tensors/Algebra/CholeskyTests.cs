using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Core.Tests.Tensors.Algebra;

[TestClass]
public sealed class CholeskyTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(7)]
    [DataRow(40)]
    public void The_factor_times_its_transpose_gives_the_matrix(int size)
    {
        var matrix = PositiveDefinite(size);
        var factor = Cholesky.Of(matrix, size);

        Assert.IsNotNull(factor);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = 0.0;
                for (var k = 0; k <= j; k++)
                {
                    product += factor.Row(i)[k] * factor.Row(j)[k];
                }

                Assert.AreEqual(matrix[i * size + j], product, 1e-10 * size);
            }
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(9)]
    [DataRow(33)]
    public void Solving_gives_the_vector_the_matrix_was_multiplied_with(int size)
    {
        var matrix = PositiveDefinite(size);
        var random = new Random(5);
        var wanted = Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5).ToArray();
        var right = Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Sum(j => matrix[i * size + j] * wanted[j])).ToArray();

        Cholesky.Of(matrix, size)!.Solve(right);

        for (var i = 0; i < size; i++)
        {
            Assert.AreEqual(wanted[i], right[i], 1e-8);
        }
    }

    [TestMethod]
    public void A_matrix_that_is_not_positive_definite_has_no_factor()
    {
        Assert.IsNull(Cholesky.Of([0], 1));
        Assert.IsNull(Cholesky.Of([1, 2, 2, 1], 2));
        Assert.IsNull(Cholesky.Of([double.NaN], 1));
    }

    private static double[] PositiveDefinite(int size)
    {
        var random = new Random(size);
        var root = Enumerable.Range(0, size * size).Select(_ => random.NextDouble() - 0.5).ToArray();
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                matrix[i * size + j] = (i == j ? 0.1 : 0) + Enumerable.Range(0, size).Sum(k => root[i * size + k] * root[j * size + k]);
            }
        }

        return matrix;
    }
}
