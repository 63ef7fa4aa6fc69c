using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Core.Tests.Quantization.Rounding;

[TestClass]
public sealed class ScaleSearchTests
{
    private static readonly float[] Factors = [1, 0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f];

    [TestMethod]
    [DataRow(60, null, 0.9, DisplayName = "rows")]
    [DataRow(16, null, 0.9, DisplayName = "blocks")]
    [DataRow(60, 12, 0.98, DisplayName = "rows with a limit for pairs")]
    public void The_error_left_by_rounding_falls(int blockSize, int? pairLimit, double share)
    {
        var (fixedScales, searched) = (Create(blockSize, pairLimit), Create(blockSize, pairLimit));

        ScaleSearch.Run(searched, CancellationToken.None);
        new SecondOrderRounding().Round(fixedScales, CancellationToken.None);
        new SecondOrderRounding().Round(searched, CancellationToken.None);

        Assert.IsLessThan(share * Error(fixedScales), Error(searched));
    }

    [TestMethod]
    public void Only_scales_that_are_offered_are_chosen()
    {
        var problem = Create(16, null);

        ScaleSearch.Run(problem, CancellationToken.None);

        Assert.IsTrue(problem.Weights.Scales.All(scale => Factors.Any(factor => scale == factor / 7f)));
        Assert.IsGreaterThan(1, problem.Weights.Scales.Distinct().Count());
    }

    [TestMethod]
    public void Integers_keep_to_the_grid_and_the_limit_of_pairs()
    {
        var problem = Create(60, 7);

        ScaleSearch.Run(problem, CancellationToken.None);

        var values = problem.Weights.Values;
        Assert.IsTrue(values.All(value => Math.Abs(value) <= 7));
        Assert.IsTrue(values.Chunk(2).All(pair => Math.Max(pair[0], 0) + Math.Max(pair[1], 0) <= 7 && Math.Max(-pair[0], 0) + Math.Max(-pair[1], 0) <= 7));
    }

    [TestMethod]
    public void Keeps_scales_that_are_fixed()
    {
        var problem = Create(60, null);
        var fixedScales = problem with { Weights = problem.Weights with { ScaleChoices = null } };
        var values = (int[])fixedScales.Weights.Values.Clone();

        ScaleSearch.Run(fixedScales, CancellationToken.None);

        Assert.IsTrue(fixedScales.Weights.Scales.All(scale => scale == 1 / 7f));
        CollectionAssert.AreEqual(values, fixedScales.Weights.Values);
    }

    [TestMethod]
    public void Results_do_not_depend_on_threads()
    {
        var (one, two) = (Create(16, null), Create(16, null) with { Threads = 2 });

        ScaleSearch.Run(one, CancellationToken.None);
        ScaleSearch.Run(two, CancellationToken.None);

        CollectionAssert.AreEqual(one.Weights.Scales, two.Weights.Scales);
        CollectionAssert.AreEqual(one.Weights.Values, two.Weights.Values);
    }

    /// <summary>Eight rows of 60 weights on a grid of -7 to 7, in blocks.</summary>
    private static RoundingProblem Create(int blockSize, int? pairLimit)
    {
        const int Rows = 8;
        const int Columns = 60;
        var plain = RoundingProblems.Create(Rows, Columns, largest: 7, pairLimit, seed: 3);
        var blocks = Rows * ((Columns + blockSize - 1) / blockSize);
        var weights = new IntegerWeights(
            Rows, Columns, blockSize, plain.Weights.Values, [.. Enumerable.Repeat(1 / 7f, blocks)], [.. Enumerable.Repeat(-7, blocks)], [.. Enumerable.Repeat(7, blocks)])
        {
            PairLimit = pairLimit,
            ScaleChoices = _ => Array.ConvertAll(Factors, factor => factor / 7f),
        };
        return plain with { Weights = weights };
    }

    private static double Error(RoundingProblem problem) => Enumerable.Range(0, problem.RowCount).Sum(problem.Error);
}
