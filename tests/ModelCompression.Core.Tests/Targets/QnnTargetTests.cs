using ModelCompression.Targets;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class QnnTargetTests
{
    [TestMethod]
    public void Activations_may_have_16_bits()
    {
        Assert.IsTrue(new QnnTarget().Profile.HasWideActivations);
        Assert.AreEqual((ElementType.UInt16, 65535), (new QnnTarget().Profile.Activations.Widened.Element, new QnnTarget().Profile.Activations.Widened.Levels));
    }
}
