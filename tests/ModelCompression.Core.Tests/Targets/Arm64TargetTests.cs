using ModelCompression.Targets;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class Arm64TargetTests
{
    [TestMethod]
    public void Activations_have_a_sign_and_a_zero_point()
    {
        var grid = new Arm64Target().Profile.Activations;

        Assert.AreEqual((ElementType.Int8, false), (grid.Element, grid.Symmetric));
    }

    [TestMethod]
    public void Only_such_a_machine_shows_what_is_fused()
    {
        Assert.IsTrue(new Arm64Target().Profile.RunsOn("arm64"));
        Assert.IsFalse(new Arm64Target().Profile.RunsOn("vnni"));
    }
}
