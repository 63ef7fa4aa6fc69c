using ModelCompression.Pruning;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class UniformAllocationTests
{
    [TestMethod]
    public void Takes_the_same_share_of_every_tensor() => CollectionAssert.AreEqual(
        new[] { 5, 10, 0 }, new UniformAllocation().Allocate([new float[10], new float[20], []], 15));

    [TestMethod]
    public void Nothing_is_taken_from_nothing() => CollectionAssert.AreEqual(new[] { 0 }, new UniformAllocation().Allocate([[]], 0));
}
