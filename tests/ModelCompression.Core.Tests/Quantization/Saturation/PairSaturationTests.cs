using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Saturation;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization.Saturation;

[TestClass]
public sealed class PairSaturationTests
{
    private const string U8 = "input x: float[1,16,8,8] s = const float[] {0.01} z = const uint8[] {100} q = QuantizeLinear(x, s, z) ";
    private const string Row = "input x: float[4,64] s = const float[] {0.01} z = const uint8[] {100} q = QuantizeLinear(x, s, z) ";
    private const string Kernel = "w = const int8[8,16,3,3] fill 127 v = const int8[] {0} ";
    private const string Conv = "d = DequantizeLinear(q, s, z) dw = DequantizeLinear(w, s, v) c = Conv(d, dw) ";

    [TestMethod]
    [DataRow(U8 + Kernel + "c = QLinearConv(q, s, z, w, s, v, s, z) output c", 576, 8)]
    [DataRow(U8 + Kernel + Conv + "e = QuantizeLinear(c, s, z) output e", 576, 8)]
    [DataRow(U8 + Kernel + Conv + "r = Relu(c) e = QuantizeLinear(r, s, z) output e", 576, 8)]
    [DataRow("input x: float[1,16,8,8] s = const float[] {0.01} z = const int8[] {-28} q = QuantizeLinear(x, s, z) " + Kernel + Conv + "e = QuantizeLinear(c, s, z) output e", 576, 8)]
    [DataRow(U8 + "w = const float[8,16,3,3] fill 1.0 d = DequantizeLinear(q, s, z) c = Conv(d, w) e = QuantizeLinear(c, s, z) output e", 576, 8)]
    [DataRow(U8 + "f = const float[8,16,3,3] fill 1.0 v = const int8[] {0} t = const float[] {0.01} w = QuantizeLinear(f, t, v) " + Conv + "e = QuantizeLinear(c, s, z) output e", 576, 8)]
    [DataRow(Row + "w = const int8[64,32] fill 127 c = MatMulInteger(q, w, z) output c", 1024, 32)]
    [DataRow(Row + "w = const int8[64,32] fill -128 c = com.microsoft.MatMulIntegerToFloat(q, w, s, s, z) output c", 1024, 32)]
    [DataRow(Row + "w = const int8[64,32] fill 127 v = const int8[] {0} c = QLinearMatMul(q, s, z, w, s, v, s, z) output c", 1024, 32)]
    [DataRow(Row + "w = const int8[64,32] fill 127 v = const int8[] {0} d = DequantizeLinear(q, s, z) dw = DequantizeLinear(w, s, v) c = MatMul(d, dw) output c", 1024, 32)]
    [DataRow(Row + "w = const int8[32,64] fill 127 v = const int8[] {0} c = com.microsoft.QGemm(q, s, z, w, s, v) <transB=1> output c", 1024, 32)]
    [DataRow("input x: float[4,64] w = const int8[64,32] fill 127 s = const float[] {0.01} c = com.microsoft.DynamicQuantizeMatMul(x, w, s) output c", 1024, 32)]
    [DataRow(Row + "w = const int8[64,96] fill 127 v = const int8[] {0} b = const float[96] c = com.microsoft.QAttention(q, w, b, s, s, _, z, v) <num_heads=2> output c", 3072, 96)]
    public void Kernels_that_saturate_are_found(string text, int pairs, int rows)
    {
        var findings = PairSaturation.Of(GraphText.Parse(text));

        Assert.AreEqual(1, findings.Products);
        var layer = findings.Layers.Single();
        Assert.AreEqual((pairs, pairs, rows, rows), (layer.Pairs, layer.RiskyPairs, layer.Rows, layer.RiskyRows));
        Assert.AreEqual(255, layer.LargestActivation);
    }

    [TestMethod]
    [DataRow(U8 + "w = const int8[8,16,3,3] fill 127 c = ConvInteger(q, w, z) output c", DisplayName = "the weight is the left operand")]
    [DataRow(U8 + "w = const int8[16,1,3,3] fill 127 v = const int8[] {0} c = QLinearConv(q, s, z, w, s, v, s, z) <group=16> output c", DisplayName = "depthwise kernels widen first")]
    [DataRow(U8 + "w = const uint8[8,16,3,3] fill 255 v = const uint8[] {0} c = QLinearConv(q, s, z, w, s, v, s, z) output c", DisplayName = "u8 weights")]
    [DataRow(U8 + "w = const int8[8,16,3,3] fill 64 v = const int8[] {0} c = QLinearConv(q, s, z, w, s, v, s, z) output c", DisplayName = "seven bits")]
    [DataRow(U8 + "w = const int8[1,2,1,1] {127, -127} v = const int8[] {0} c = QLinearConv(q, s, z, w, s, v, s, z) output c", DisplayName = "neighbours of opposite sign")]
    [DataRow(U8 + Kernel + Conv + "output c", DisplayName = "not fused without QuantizeLinear")]
    [DataRow("input x: float[4,64] s = const float[] {0.01} z = const int8[] {0} q = QuantizeLinear(x, s, z) w = const int8[64,32] fill 127 c = MatMulInteger(q, w, z) output c", DisplayName = "s8 activations")]
    [DataRow(Row + "c = MatMulInteger(q, q, z, z) output c", DisplayName = "two u8 activations")]
    [DataRow("input x: float[4,64] w = const float[64,32] fill 1.0 c = MatMul(x, w) output c", DisplayName = "float")]
    public void Kernels_that_cannot_saturate_are_not_reported(string text) => Assert.IsEmpty(PairSaturation.Of(GraphText.Parse(text)).Layers);

    [TestMethod]
    public void Both_weights_of_an_lstm_are_looked_at()
    {
        var findings = PairSaturation.Of(GraphText.Parse(
            "input x: float[5,1,64] w = const int8[1,64,128] fill 127 r = const int8[1,32,128] fill 1 s = const float[] {0.01} z = const int8[1] {0} "
            + "y = com.microsoft.DynamicQuantizeLSTM(x, w, r, _, _, _, _, _, s, z, s, z) <hidden_size=32> output y"));

        Assert.AreEqual(2, findings.Products);
        Assert.AreEqual((4096L, 128), (findings.Layers.Single().RiskyPairs, findings.Layers.Single().RiskyRows));
    }

    [TestMethod]
    public void Neighbours_are_those_of_the_kernel_not_of_the_file()
    {
        // [1, 2, 1, 2]: the file has 127 127 next to each other (one channel), the kernel 127 and -127 (one position)
        var findings = PairSaturation.Of(GraphText.Parse(
            "input q: uint8[1,2,8,8] s = const float[] {1} z = const uint8[] {0} v = const int8[] {0} w = const int8[1,2,1,2] {127, 127, -127, -127} c = QLinearConv(q, s, z, w, s, v, s, z) output c"));

        Assert.IsEmpty(findings.Layers);
    }

    [TestMethod]
    [DataRow("a = Sigmoid(x)", "0.01", 0, 101)] // 1 / 0.01, rounded up since 0.01 is not exact
    [DataRow("a = Sigmoid(x)", "0.00390625", 0, 255)]
    [DataRow("a = Relu(x)", "0.01", 0, 255)]
    [DataRow("lo = const float[] {0} hi = const float[] {6} a = Clip(x, lo, hi)", "0.0625", 50, 146)]
    public void Activations_that_stay_small_are_part_of_the_proof(string activation, string scale, int zeroPoint, int largest)
    {
        var findings = PairSaturation.Of(GraphText.Parse(
            $"input x: float[4,64] {activation} s = const float[] {{{scale}}} z = const uint8[] {{{zeroPoint}}} q = QuantizeLinear(a, s, z) w = const int8[64,1] fill 127 c = MatMulInteger(q, w, z) output c"));

        Assert.AreEqual(254 * largest > short.MaxValue ? 1 : 0, findings.Layers.Count);
        Assert.IsTrue(findings.Layers.All(layer => layer.LargestActivation <= largest));
    }

    [TestMethod]
    [DataRow("1,15,8,8", "p = const int64[8] {0,0,0,0,0,1,0,0} m = Pad(q, p)")]
    [DataRow("1,15,8,8", "p = const int64[8] {0,0,0,0,0,1,0,0} m = Pad(q, p, z)")]
    [DataRow("1,8,8,8", "m = Concat(q, q) <axis=1>")]
    [DataRow("1,16,4,4", "r = const float[4] {1,1,2,2} m = Resize(q, _, r) <mode=\"nearest\">")]
    [DataRow("1,64,4,4", "m = DepthToSpace(q) <blocksize=2>")]
    [DataRow("1,4,16,16", "m = SpaceToDepth(q) <blocksize=2>")]
    [DataRow("1,8,8,8", "t = const int64[4] {1,2,1,1} m = Tile(q, t)")]
    [DataRow("1,32,8,8", "p = const int64[2] {16,16} m, n = Split(q, p) <axis=1>")]
    [DataRow("1,16,1,8", "t = const int64[4] {1,16,8,8} m = Expand(q, t)")]
    [DataRow("1,20,8,8", "i = const int64[16] {0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15} m = Gather(q, i) <axis=1>")]
    public void Convolutions_behind_what_moves_integers_are_found(string shape, string moving)
    {
        foreach (var (type, zero) in new[] { ("uint8", 100), ("int8", -28) })
        {
            var findings = PairSaturation.Of(GraphText.Parse(
                $"input x: float[{shape}] s = const float[] {{0.01}} z = const {type}[] {{{zero}}} q = QuantizeLinear(x, s, z) {moving} " + Kernel
                + "d = DequantizeLinear(m, s, z) dw = DequantizeLinear(w, s, v) c = Conv(d, dw) e = QuantizeLinear(c, s, z) output e"));

            Assert.AreEqual(1, findings.Products);
            Assert.AreEqual((255, 576L), (findings.Layers.Single().LargestActivation, findings.Layers.Single().RiskyPairs));
        }
    }

    [TestMethod]
    [DataRow("m = Identity(d)", 1)]
    [DataRow("m = MaxPool(d) <kernel_shape=[1,1]>", 1)]
    [DataRow("p = const int64[8] m = Pad(d, p)", 0)]
    [DataRow("m = Concat(d) <axis=1>", 0)]
    public void Only_what_the_runtime_moves_may_stand_between_a_convolution_and_its_DequantizeLinear(string moving, int products) => Assert.AreEqual(products, PairSaturation.Of(GraphText.Parse(
        U8 + Kernel + $"d = DequantizeLinear(q, s, z) {moving} dw = DequantizeLinear(w, s, v) c = Conv(m, dw) e = QuantizeLinear(c, s, z) output e")).Products);

    [TestMethod]
    [DataRow("uint8", 0, "m = Pad(q, p)", 201)]
    [DataRow("uint8", 0, "f = const uint8[] {150} m = Pad(q, p, f)", 201)]
    [DataRow("uint8", 0, "f = const uint8[] {230} m = Pad(q, p, f)", 230)]
    [DataRow("uint8", 0, "f = const uint8[] {230} m = Pad(q, p, f) <mode=\"edge\">", 201)]
    [DataRow("uint8", 0, "f = Identity(z) m = Pad(q, p, f)", 255)]
    [DataRow("int8", -128, "m = Pad(q, p)", 201)]
    [DataRow("int8", -128, "f = const int8[] {100} m = Pad(q, p, f)", 228)]
    [DataRow("uint8", 0, "f = Flatten(q) g = const uint8[1,64] fill 222 m = Concat(f, g)", 222)]
    [DataRow("uint8", 0, "r = const float[2] {1,2} m = Resize(q, _, r) <mode=\"nearest\">", 201)]
    [DataRow("uint8", 0, "r = const float[2] {1,2} m = Resize(q, _, r) <mode=\"cubic\">", 255)]
    public void Bounds_cover_what_is_padded(string type, int zero, string moving, int largest)
    {
        var layer = PairSaturation.Of(GraphText.Parse(
            $"input x: float[4,64] a = Sigmoid(x) p = const int64[4] {{0,0,0,1}} s = const float[] {{0.005}} z = const {type}[] {{{zero}}} q = QuantizeLinear(a, s, z) {moving} d = DequantizeLinear(m, s, z) "
            + "w = const int8[64,1] fill 127 v = const int8[] {0} dw = DequantizeLinear(w, s, v) c = MatMul(d, dw) output c")).Layers.Single();

        Assert.AreEqual(largest, layer.LargestActivation);
    }

    [TestMethod]
    public void An_s8_operand_of_run_time_cannot_be_proven()
    {
        var layer = PairSaturation.Of(GraphText.Parse(Row + "v = const int8[] {0} r = QuantizeLinear(x, s, v) t = Transpose(r) c = MatMulInteger(q, t, z) output c")).Layers.Single();

        Assert.IsFalse(layer.IsKnown);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Our_own_files_are_clean_exactly_when_the_target_asks_for_it(bool pairSafe)
    {
        const string Text =
            "input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 b = const float[8] seed 2 c = Conv(x, w, b) r = Relu(c) f = Flatten(r) g = const float[288,32] seed 3 h = const float[32] seed 4 y = Gemm(f, g, h) output y";
        RangeSource ranges = values => values.ToDictionary(value => value, _ => new ActivationRange(-20, 20));
        foreach (var (model, _) in new[] { Quantized.By(new StaticQuantizer(), Text, ranges, pairSafe), Quantized.By(new DynamicQuantizer(), Text, ranges, pairSafe, new NodeSettings { Scheme = "Dynamic" }) })
        {
            var findings = PairSaturation.Of(model);

            Assert.IsGreaterThan(0, findings.Products);
            Assert.AreEqual(pairSafe ? 0 : findings.Products, findings.Layers.Count);
        }
    }

    [TestMethod]
    public void Unnamed_nodes_go_by_their_output() =>
        Assert.AreEqual("c", PairSaturation.Of(GraphText.Parse(Row + "w = const int8[64,32] fill 127 c = MatMulInteger(q, w, z) output c")).Layers.Single().Node);
}
