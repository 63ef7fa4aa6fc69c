using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class FusionCheckTests
{
    private const string Dequantized =
        "opset 17 input x: uint8[2,4] s = const float[] {0.5} z = const uint8[] {3} w = const float[4,4] seed 1 d = DequantizeLinear(x, s, z) y = MatMul(d, w) output y";

    [TestMethod]
    public void Names_a_planned_node_that_computes_in_float() => CollectionAssert.AreEqual(new[] { "product" }, Unfused("product", "Static", Dequantized));

    [TestMethod]
    public void Names_the_owner_of_a_weight_that_is_still_dequantized()
    {
        var model = GraphText.Parse("opset 17 input x: float[2,4] w = const int8[4,4] s = const float[] {0.5} d = DequantizeLinear(w, s) y = com.microsoft.FusedGemm(x, d) output y");
        model.Graph.Nodes.First().Name = "product_weight_dequantized";

        CollectionAssert.AreEqual(new[] { "product" }, FusionCheck.Unfused(model, [new LayerChoice("product", "Gemm", "Static")]).ToArray());
    }

    [TestMethod]
    public void Other_schemes_may_compute_in_float() => Assert.IsEmpty(Unfused("product", "Dynamic", Dequantized));

    [TestMethod]
    public void Nodes_that_were_not_planned_may_compute_in_float() => Assert.IsEmpty(Unfused("other", "Static", Dequantized));

    private static string[] Unfused(string planned, string scheme, string text)
    {
        var model = GraphText.Parse(text);
        model.Graph.Nodes.Single(node => node.OpType == "MatMul").Name = "product";
        return [.. FusionCheck.Unfused(model, [new LayerChoice(planned, "MatMul", scheme)])];
    }
}
