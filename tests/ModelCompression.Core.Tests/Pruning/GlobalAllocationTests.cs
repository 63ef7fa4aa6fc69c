using ModelCompression.Pruning;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class GlobalAllocationTests
{
    [TestMethod]
    public void Removes_the_lowest_scores_wherever_they_are() => CollectionAssert.AreEqual(
        new[] { 2, 0, 1 }, new GlobalAllocation().Allocate([[1, 2, 9], [5, 6], [3, 8]], 3));

    [TestMethod]
    public void Ties_go_to_earlier_tensors() => CollectionAssert.AreEqual(new[] { 2, 1 }, new GlobalAllocation().Allocate([[1, 1], [1, 1]], 3));

    [TestMethod]
    public void Removes_no_more_than_there_is() => CollectionAssert.AreEqual(new[] { 2, 1 }, new GlobalAllocation().Allocate([[1, 1], [1]], 100));
}
