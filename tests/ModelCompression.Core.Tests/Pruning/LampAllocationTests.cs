using ModelCompression.Pruning;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class LampAllocationTests
{
    /// <summary>[1,2,3]: 1/14, 4/13, 1. [10,10]: 1/2 and 1, with ties the earlier element lower. So three removals are two of the first and one of the second.</summary>
    [TestMethod]
    public void Follows_the_definition_on_a_small_case() => CollectionAssert.AreEqual(new[] { 2, 1 }, new LampAllocation().Allocate([[3, 1, 2], [10, 10]], 3));

    [TestMethod]
    public void Does_not_depend_on_the_scale_of_a_tensor() => CollectionAssert.AreEqual(
        new LampAllocation().Allocate([[3, 1, 2], [4, 5]], 3), new LampAllocation().Allocate([[3000, 1000, 2000], [4, 5]], 3));

    [TestMethod]
    public void Leaves_one_weight_in_every_tensor_while_others_have_more()
    {
        var random = new Random(1);
        float[][] scores = [.. Enumerable.Range(1, 8).Select(length => Enumerable.Range(0, length * 3).Select(_ => 0.001f + random.NextSingle()).ToArray())];
        var removed = new LampAllocation().Allocate(scores, scores.Sum(tensor => tensor.Length) - scores.Length);

        CollectionAssert.AreEqual(scores.Select(tensor => tensor.Length - 1).ToArray(), removed);
    }

    [TestMethod]
    public void A_tensor_of_zeros_goes_first() => CollectionAssert.AreEqual(new[] { 0, 2 }, new LampAllocation().Allocate([[1, 2], [0, 0]], 2));
}
