using ModelCompression.Analysis;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Analysis;

[TestClass]
public sealed class QuantizedOperatorsTests
{
    private const string Parameters = "s = const float[] {0.1} z = const uint8[] {0} ";

    [TestMethod]
    [DataRow("input x: float[4,8] w = const int8[8,4] seed 1 s = const float[] {0.1} d = DequantizeLinear(w, s) y = MatMul(x, d) output y", "DequantizeLinear", DisplayName = "stored weight")]
    [DataRow("input x: float[4,8] " + Parameters + "q = QuantizeLinear(x, s, z) d = DequantizeLinear(q, s, z) y = Relu(d) output y", "DequantizeLinear", DisplayName = "activation")]
    [DataRow("input x: float[4,8] q, s, z = DynamicQuantizeLinear(x) output q", "DynamicQuantizeLinear", DisplayName = "dynamic")]
    [DataRow("input x: float[4,32] w = const uint8[8,1,16] s = const float[8] y = com.microsoft.MatMulNBits(x, w, s) <K=32, N=8, bits=4, block_size=32> output y", "MatMulNBits", DisplayName = "low bits")]
    [DataRow("input c: bool[] input x: float[4,8] w = const int8[8,4] s = const float[] {0.1} y = If(c) <then_branch=graph { d = DequantizeLinear(w, s) m = MatMul(x, d) output m }, else_branch=graph { n = Neg(x) output n }> output y", "DequantizeLinear", DisplayName = "in a branch")]
    public void Quantized_models_are_recognised(string text, string op) => Assert.AreEqual(op, QuantizedOperators.First(GraphText.Parse(text))?.OpType);

    [TestMethod]
    [DataRow("input x: uint8[4,8] " + Parameters + "d = DequantizeLinear(x, s, z) y = Relu(d) output y", DisplayName = "preprocessing")]
    [DataRow("input x: float[4,8] " + Parameters + "r = Relu(x) y = QuantizeLinear(r, s, z) output y", DisplayName = "postprocessing")]
    [DataRow("input x: float[4,8] w = const float16[8,4] c = Cast(w) <to=1> y = MatMul(x, c) output y", DisplayName = "half precision storage")]
    public void Others_are_not(string text) => Assert.IsNull(QuantizedOperators.First(GraphText.Parse(text)));
}
