using ModelCompression.Targets;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class X64TargetTests
{
    [TestMethod]
    public void Uses_the_full_range_of_weights() => Assert.IsFalse(new X64Target().Profile.PairSafe);
}
