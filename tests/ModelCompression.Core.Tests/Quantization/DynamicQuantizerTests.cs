using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class DynamicQuantizerTests
{
    [TestMethod]
    [DataRow("y = MatMul(x, w)", DisplayName = "MatMul")]
    [DataRow("y = Gemm(x, w)", DisplayName = "Gemm")]
    [DataRow("y = Gemm(x, w, b)", DisplayName = "bias")]
    [DataRow("y = Gemm(x, w, b) <transB=1, alpha=-2.0, beta=0.5>", DisplayName = "transposed and scaled")]
    public void Computes_in_integers_close_to_the_original(string product)
    {
        var text = "input x: float[32,64] w = const float[64,64] seed 1 b = const float[64] seed 2 " + product + " output y";
        text = product.Contains(", b", StringComparison.Ordinal) ? text : text.Replace(" b = const float[64] seed 2", "", StringComparison.Ordinal);
        var (model, plan) = Quantized.By(new DynamicQuantizer(), text);

        Assert.Contains("MatMulInteger", Quantized.Operators(model));
        Assert.IsEmpty(plan.Skipped);
        SameOutputs.Check(GraphText.Parse(text), model, tolerance: 0.02);
    }

    [TestMethod]
    public void One_input_is_quantized_once_for_all_its_products()
    {
        var (model, _) = Quantized.By(new DynamicQuantizer(), "input x: float[32,64] v = const float[64,64] seed 1 w = const float[64,64] seed 2 a = MatMul(x, v) b = MatMul(x, w) y = Add(a, b) output y");

        Assert.AreEqual(1, Quantized.Operators(model).Count(op => op == "DynamicQuantizeLinear"));
    }

    [TestMethod]
    [DataRow("opset 10 input x: float[32,64] w = const float[64,64] seed 1 y = MatMul(x, w) output y", "opset")]
    [DataRow("input x: float[N,8] w = const float[8,8] seed 1 y = MatMul(x, w) output y", "it is small (64 weights, 1 row at a time)")]
    [DataRow("input x: float[32,64] input w: float[64,64] y = MatMul(x, w) output y", "graph input")]
    [DataRow("input x: float[2,N,64] w = const float[2,64,64] seed 1 y = MatMul(x, w) output y", "not a matrix")]
    [DataRow("input x: float[64,N] w = const float[64,64] seed 1 y = Gemm(x, w) <transA=1> output y", "transA")]
    public void Keeps_what_it_cannot_do_and_says_why(string text, string why)
    {
        var (_, plan) = Quantized.By(new DynamicQuantizer(), text);

        Assert.IsEmpty(plan.Items);
        Assert.Contains(why, plan.Skipped.Single().Why);
    }
}
