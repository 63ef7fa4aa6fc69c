using ModelCompression.Evaluation.Resampling;

namespace ModelCompression.Core.Tests.Evaluation.Resampling;

[TestClass]
public sealed class RandomSubsetsTests
{
    private static readonly RandomSubsets Mode = new();

    [TestMethod]
    [DataRow(10, 0.5, 5)]
    [DataRow(10, 0.99, 9)]
    [DataRow(10, 0.01, 1)]
    [DataRow(2, 0.5, 1)]
    public void Subsets_have_the_size_asked_for_without_repeats(int count, double size, int expected)
    {
        var parts = Mode.Parts(count, new ResamplingSettings(Subsets: 7, SubsetSize: size));

        Assert.HasCount(7, parts);
        foreach (var part in parts)
        {
            Assert.HasCount(expected, part);
            Assert.HasCount(expected, part.Distinct().ToList());
            Assert.IsTrue(part.All(index => index >= 0 && index < count));
        }
    }

    [TestMethod]
    public void Subsets_differ_and_follow_the_seed()
    {
        string[] Texts(int seed) => [.. Mode.Parts(50, new ResamplingSettings(Seed: seed)).Select(part => string.Join(' ', part))];

        CollectionAssert.AreEqual(Texts(3), Texts(3));
        Assert.HasCount(10, Texts(3).Distinct().ToList());
        CollectionAssert.AreNotEqual(Texts(3), Texts(4));
    }

    [TestMethod]
    public void Too_few_cases_have_no_parts() => Assert.IsEmpty(Mode.Parts(1, new ResamplingSettings()));

    [TestMethod]
    public void Both_modes_estimate_the_standard_error_of_a_mean()
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        var mean = values.Average();
        var known = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
        foreach (var (mode, settings) in new (IResampling, ResamplingSettings)[]
        {
            (new CrossValidation(), new(Folds: 100, Seed: 1)), (Mode, new(Subsets: 400, SubsetSize: 0.5, Seed: 1)), (Mode, new(Subsets: 400, SubsetSize: 0.2, Seed: 1)),
        })
        {
            var parts = mode.Parts(values.Length, settings).Select(part => part.Average(index => values[index])).ToList();

            Assert.AreEqual(1, mode.StandardError(values.Length, parts, settings) / known, 0.2, $"{mode} {settings}"); // 100 and 400 parts: 7 % and 4 % scatter
        }
    }
}
