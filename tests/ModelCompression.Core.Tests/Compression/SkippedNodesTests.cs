using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SkippedNodesTests
{
    [TestMethod]
    public void Reasons_of_several_quantizers_stand_together_and_equal_ones_once() => CollectionAssert.AreEqual(
        new[] { new Skipped("a", "not static; too small"), new Skipped("b", "excluded") },
        Of([], [new("a", "not static"), new("b", "excluded"), new("a", "too small"), new("b", "excluded"), new("c", "")], []));

    [TestMethod]
    public void What_another_quantizer_took_is_left_out_unless_it_only_stores_weights() => CollectionAssert.AreEqual(
        new[] { new Skipped("b", "no integer form") },
        Of([new("a", "MatMul", "Dynamic"), new("b", "ConvTranspose", "Float16")], [new("a", "better dynamic"), new("b", "no integer form")], []));

    [TestMethod]
    public void Wishes_that_were_not_met_come_first_and_alone() => CollectionAssert.AreEqual(
        new[] { new Skipped("b", "cannot be Static"), new Skipped("a", "too small") },
        Of([new("b", "Conv", "Float16")], [new("a", "too small"), new("b", "shared weight")], [new("b", "cannot be Static")]));

    private static Skipped[] Of(IReadOnlyList<LayerChoice> layers, IReadOnlyList<Skipped> left, IReadOnlyList<Skipped> disobeyed) => [.. SkippedNodes.Of(layers, left, disobeyed)];
}
