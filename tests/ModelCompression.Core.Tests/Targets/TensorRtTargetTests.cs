using ModelCompression.Targets;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class TensorRtTargetTests
{
    [TestMethod]
    public void Activations_are_symmetric_and_have_a_sign()
    {
        var grid = new TensorRtTarget().Profile.Activations;

        Assert.AreEqual((ElementType.Int8, true), (grid.Element, grid.Symmetric));
    }

    [TestMethod]
    public void Only_static_quantization_and_half_precision_are_for_it() => CollectionAssert.AreEqual(new[] { "Static", "Float16" }, new TensorRtTarget().Profile.Quantizers?.ToArray());
}
