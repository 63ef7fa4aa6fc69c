using ModelCompression.Tensors.Algebra;

namespace ModelCompression.Core.Tests.Tensors.Algebra;

[TestClass]
public sealed class RowProductsTests
{
    [TestMethod]
    [DataRow(1, 1, 1)]
    [DataRow(3, 5, 2)]
    [DataRow(300, 70, 9)]
    [DataRow(515, 37, 131)]
    public void Products_equal_the_plain_sums(int rows, int left, int right)
    {
        var (a, b) = (Values(rows * left + 3, 1), Values(rows * right + 3, 2)); // longer than needed: only the first rows count
        var cross = new double[left * right];
        var gram = new double[left * left];

        RowProducts.AddCross(a, left, b, right, rows, cross, threads: 1);
        RowProducts.AddGram(a, left, rows, gram, threads: 1);
        RowProducts.Mirror(gram, left);

        for (var i = 0; i < left; i++)
        {
            for (var j = 0; j < right; j++)
            {
                Assert.AreEqual(Enumerable.Range(0, rows).Sum(row => a[row * left + i] * (double)b[row * right + j]), cross[i * right + j], 1e-5 * rows);
            }

            for (var j = 0; j < left; j++)
            {
                Assert.AreEqual(Enumerable.Range(0, rows).Sum(row => a[row * left + i] * (double)a[row * left + j]), gram[i * left + j], 1e-5 * rows);
            }
        }
    }

    [TestMethod]
    public void Sums_are_added_to_what_is_there_and_do_not_depend_on_threads()
    {
        var a = Values(600 * 50, 3);
        var (one, two) = (new double[2500], new double[2500]);
        for (var round = 0; round < 2; round++)
        {
            RowProducts.AddGram(a, 50, 600, one, threads: 1);
            RowProducts.AddGram(a, 50, 600, two, threads: 2);
        }

        CollectionAssert.AreEqual(one, two);
        var once = new double[2500];
        RowProducts.AddGram(a, 50, 600, once, threads: 1);
        Assert.AreEqual(2 * once[51], one[51], 1e-9 * Math.Abs(once[51]));
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.4f)];
    }
}
