using ModelCompression.Targets;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class PortableTargetTests
{
    [TestMethod]
    public void Asks_for_sums_that_no_cpu_saturates() => Assert.IsTrue(new PortableTarget().Profile.PairSafe);
}
