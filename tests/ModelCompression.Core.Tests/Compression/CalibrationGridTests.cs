using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Quantization;
using ModelCompression.Targets;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class CalibrationGridTests
{
    private static readonly NodeSettings Symmetric = new() { ActivationSymmetry = Symmetry.Symmetric };

    [TestMethod]
    public void Activations_have_a_free_zero_point_by_default() => Assert.AreEqual(IntegerGrid.AsymmetricU8, Of(new PortableTarget(), new NodeSettings(), cut: false));

    [TestMethod]
    public void Symmetric_activations_are_seen_from_the_middle() => Assert.AreEqual(IntegerGrid.SymmetricU8, Of(new PortableTarget(), Symmetric, cut: false));

    [TestMethod]
    public void A_target_may_ask_for_it() => Assert.AreEqual(IntegerGrid.SymmetricU8, Of(new TensorRtTarget(), new NodeSettings(), cut: true));

    [TestMethod]
    public void What_a_fused_relu_cuts_keeps_its_free_zero_point() => Assert.AreEqual(IntegerGrid.AsymmetricU8, Of(new PortableTarget(), Symmetric, cut: true));

    [TestMethod]
    public void Sixteen_bits_only_where_the_target_has_them()
    {
        var wide = new NodeSettings { ActivationBits = 16 };

        Assert.AreEqual(new IntegerGrid(0, ushort.MaxValue, Symmetric: false), Of(new QnnTarget(), wide, cut: false));
        Assert.AreEqual(IntegerGrid.AsymmetricU8, Of(new PortableTarget(), wide, cut: false));
    }

    private static IntegerGrid Of(IHardwareTarget target, NodeSettings settings, bool cut)
    {
        var model = GraphText.Parse($"input x: float[1,4] c = Neg(x) y = {(cut ? "Relu" : "Neg")}(c) output y");
        return CalibrationGrid.Of(model.Graph.Outputs[0], target.Profile, settings);
    }
}
