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
    [DataRow("input x: float[4,8] y = Relu(x) output y", "")]
    [DataRow("input x: float[4,8] " + Parameters + "w = const int8[8,4] seed 1 v = const int8[] {0} q = QuantizeLinear(x, s, z) d = DequantizeLinear(q, s, z) e = DequantizeLinear(w, s, v) y = MatMul(d, e) output y", "Static")]
    [DataRow("input x: uint8[4,8] " + Parameters + "w = const int8[8,4] seed 1 y = QLinearMatMul(x, s, z, w, s, z, s, z) output y", "Static")]
    [DataRow("input x: float[4,8] " + Parameters + "w = const int8[8,4] seed 1 q = QuantizeLinear(x, s, z) y = MatMulInteger(q, w, z) output y", "Static", DisplayName = "integer product with a stored scale")]
    [DataRow("input x: float[4,8] w = const int8[8,4] seed 1 q, s, z = DynamicQuantizeLinear(x) y = MatMulInteger(q, w, z) output y", "Dynamic")]
    [DataRow("input x: float[4,8] w = const int8[8,4] seed 1 s = const float[] {0.1} y = com.microsoft.DynamicQuantizeMatMul(x, w, s) output y", "Dynamic")]
    [DataRow("input x: float[4,32] w = const uint8[8,1,16] s = const float[8] y = com.microsoft.MatMulNBits(x, w, s) <K=32, N=8, bits=4, block_size=32> output y", "WeightOnly")]
    [DataRow("input x: float[4,8] w = const int8[8,4] seed 1 s = const float[] {0.1} d = DequantizeLinear(w, s) y = MatMul(x, d) output y", "WeightOnly")]
    [DataRow("input i: int64[4] t = const int8[9,4] seed 1 g = Gather(t, i) y = Cast(g) <to=1> output y", "Embedding")]
    [DataRow("input x: float[4,8] w = const float16[8,4] c = Cast(w) <to=1> y = MatMul(x, c) output y", "Float16")]
    [DataRow("input x: float[4,8] w = const float16[8,4] c = Cast(w) <to=1> r = MatMul(x, c) u = const int8[4,4] seed 1 q, s, z = DynamicQuantizeLinear(r) y = MatMulInteger(q, u, z) output y", "Dynamic Float16")]
    public void Schemes_are_told_from_operators(string text, string schemes) => Assert.AreEqual(schemes, string.Join(' ', QuantizedOperators.Schemes(GraphText.Parse(text))));

    [TestMethod]
    [DataRow("input x: uint8[4,8] " + Parameters + "d = DequantizeLinear(x, s, z) y = Relu(d) output y", DisplayName = "preprocessing")]
    [DataRow("input x: float[4,8] " + Parameters + "r = Relu(x) y = QuantizeLinear(r, s, z) output y", DisplayName = "postprocessing")]
    [DataRow("input x: float[4,8] w = const float16[8,4] c = Cast(w) <to=1> y = MatMul(x, c) output y", DisplayName = "half precision storage")]
    public void Others_are_not(string text) => Assert.IsNull(QuantizedOperators.First(GraphText.Parse(text)));
}
