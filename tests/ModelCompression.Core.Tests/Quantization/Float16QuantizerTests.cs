using ModelCompression.Quantization;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class Float16QuantizerTests
{
    private const string Product = "input x: float[N,16] w = const float[16,16] seed 1 y = MatMul(x, w) output y";

    [TestMethod]
    public void Stores_half_precision_behind_a_cast_with_the_same_answers()
    {
        var (model, plan) = Quantized.By(new Float16Quantizer(), Product);

        CollectionAssert.AreEqual(new[] { "Cast", "MatMul" }, Quantized.Operators(model).ToArray());
        Assert.AreEqual(ElementType.Float16, model.Graph.Initializers.Single().Constant?.Element);
        Assert.HasCount(1, plan.Items[0].Choices);
        SameOutputs.Check(GraphText.Parse(Product), model, tolerance: 1e-3);
    }

    [TestMethod]
    [DataRow("input x: float[N,2] w = const float[2,2] seed 1 y = MatMul(x, w) output y", 0, DisplayName = "small")]
    [DataRow("input x: float[N,16] input w: float[16,16] = fill 1 y = MatMul(x, w) output y", 1, DisplayName = "may be overridden")]
    [DataRow("input x: float[N,16] w = const float[16,16] fill 1e6 y = MatMul(x, w) output y", 1, DisplayName = "overflows")]
    [DataRow("input x: float[N,16] w = const float[16,16] fill 1e-7 y = MatMul(x, w) output y", 1, DisplayName = "underflows")]
    public void Keeps_what_does_not_gain_or_fit(string text, int skipped)
    {
        var (model, plan) = Quantized.By(new Float16Quantizer(), text);

        CollectionAssert.AreEqual(new[] { "MatMul" }, Quantized.Operators(model).ToArray());
        Assert.HasCount(skipped, plan.Skipped);
    }
}
