using ModelCompression.Targets;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class DirectMlTargetTests
{
    [TestMethod]
    public void Patterns_are_those_the_cpu_fuses_too()
    {
        Assert.IsTrue(new DirectMlTarget().Profile.RunsOn("avx2"));
        Assert.AreEqual(ElementType.UInt8, new DirectMlTarget().Profile.Activations.Element);
    }
}
