using ModelCompression.Evaluation.Resampling;

namespace ModelCompression.Core.Tests.Evaluation.Resampling;

[TestClass]
public sealed class OneStandardErrorTests
{
    [TestMethod]
    public void The_simplest_within_one_standard_error_of_the_best_is_taken()
    {
        // The best loses 0.010 +- 0.004: 0.014 is within, 0.020 is not.
        Assert.AreEqual(1, Choose((0.020, 0.1), (0.014, 0.1), (0.010, 0.004), (0.012, 0.1)));
        Assert.AreEqual(2, Choose((0.020, 0.1), (0.0141, 0.1), (0.010, 0.004)));
    }

    [TestMethod]
    public void Without_a_standard_error_only_the_best_is_good_enough() => Assert.AreEqual(2, Choose((0.2, 1), (0.1001, 1), (0.1, double.NaN)));

    [TestMethod]
    public void Equally_good_ones_give_the_simplest() => Assert.AreEqual(0, Choose((0.1, 0), (0.1, 0)));

    [TestMethod]
    public void A_loss_that_is_no_number_is_never_chosen_unless_all_are()
    {
        Assert.AreEqual(1, Choose((double.NaN, 0), (5, 0)));
        Assert.AreEqual(0, Choose((double.NaN, 0), (double.NaN, 0)));
    }

    private static int Choose(params (double Loss, double StandardError)[] candidates) => OneStandardError.Choose([.. Enumerable.Range(0, candidates.Length)], index => candidates[index]);
}
