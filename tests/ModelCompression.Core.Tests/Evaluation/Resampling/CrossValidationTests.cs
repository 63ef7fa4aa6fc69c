using ModelCompression.Evaluation.Resampling;

namespace ModelCompression.Core.Tests.Evaluation.Resampling;

[TestClass]
public sealed class CrossValidationTests
{
    private static readonly CrossValidation Mode = new();

    [TestMethod]
    [DataRow(10, 5)]
    [DataRow(11, 5)]
    [DataRow(7, 7)]
    [DataRow(3, 5)]
    public void Every_case_is_in_exactly_one_part_and_sizes_differ_by_one_at_most(int count, int folds)
    {
        var parts = Mode.Parts(count, new ResamplingSettings(Folds: folds));

        Assert.HasCount(Math.Min(folds, count), parts);
        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToArray(), parts.SelectMany(part => part).Order().ToArray());
        Assert.IsLessThanOrEqualTo(1, parts.Max(part => part.Count) - parts.Min(part => part.Count));
    }

    [TestMethod]
    public void Parts_follow_the_seed()
    {
        string Text(int seed) => string.Join('|', Mode.Parts(50, new ResamplingSettings(Seed: seed)).Select(part => string.Join(' ', part)));

        Assert.AreEqual(Text(1), Text(1));
        Assert.AreNotEqual(Text(1), Text(2));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public void Too_few_cases_have_no_parts(int count) => Assert.IsEmpty(Mode.Parts(count, new ResamplingSettings()));

    [TestMethod]
    public void The_standard_error_is_that_of_a_mean()
    {
        // values 1, 2, 3: variance 1, of the mean 1/3
        Assert.AreEqual(Math.Sqrt(1.0 / 3), Mode.StandardError(30, [1, 2, 3], new ResamplingSettings(Folds: 3)), 1e-15);
    }
}
