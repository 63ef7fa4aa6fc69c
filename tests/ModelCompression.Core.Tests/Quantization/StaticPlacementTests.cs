using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class StaticPlacementTests
{
    private const string TwoConvolutions =
        "input x: float[N,4,8,8] w = const float[4,4,3,3] seed 1 v = const float[4,4,3,3] seed 2 c = Conv(x, w) <pads=[1,1,1,1]> r = Relu(c) d = Conv(x, v) <pads=[1,1,1,1]> ";

    [TestMethod]
    public void Relu_is_part_of_the_convolution_in_front_of_it() =>
        AssertUnits(TwoConvolutions + "y = Add(r, d) output y", "Conv+Relu", "Conv");

    [TestMethod]
    public void Add_between_quantized_neighbours_is_quantized() =>
        AssertUnits(TwoConvolutions + "a = Add(r, d) u = const float[2,4,1,1] seed 3 y = Conv(a, u) output y", "Conv+Relu", "Conv", "Add", "Conv");

    [TestMethod]
    public void Add_with_one_float_operand_stays_float() =>
        AssertUnits(TwoConvolutions + "t = Tanh(d) a = Add(r, t) u = const float[2,4,1,1] seed 3 y = Conv(a, u) output y", "Conv+Relu", "Conv", "Conv");

    [TestMethod]
    public void Relu_behind_a_value_others_read_stays_float() =>
        AssertUnits("input x: float[N,4,8,8] w = const float[4,4,1,1] seed 1 c = Conv(x, w) r = Relu(c) y = Add(c, r) output y", "Conv");

    [TestMethod]
    [DataRow("t = Transpose(x) <perm=[0,3,1,2]>", "Transpose")]
    [DataRow("p = const int64[8] {0,0,0,0,0,1,0,0} q = Transpose(x) <perm=[0,3,1,2]> t = Pad(q, p)", "Transpose Pad")]
    public void A_model_input_is_quantized_before_it_is_laid_out_anew(string layout, string units)
    {
        var channels = layout.Contains("Pad", StringComparison.Ordinal) ? 4 : 3;
        var placement = Place($"input x: float[N,8,8,3] {layout} w = const float[4,{channels},3,3] seed 1 y = Conv(t, w) output y");

        CollectionAssert.AreEqual((units + " Conv").Split(' '), placement.Units.Select(unit => unit.Main.OpType).ToArray());
        Assert.AreEqual("x", placement.Quantized[0].Name);
        Assert.AreEqual("x", placement.Root(placement.Units[^1].DataInputs.Single()).Name);
    }

    [TestMethod]
    public void A_model_input_others_read_stays_float_for_them()
    {
        var placement = Place("input x: float[N,8,8,3] t = Transpose(x) <perm=[0,3,1,2]> w = const float[4,3,3,3] seed 1 y = Conv(t, w) z = Relu(x) output y output z");

        Assert.AreEqual("t", placement.Quantized[0].Name);
    }

    [TestMethod]
    public void Pooling_hands_its_parameters_on()
    {
        var placement = Place("input x: float[N,4,8,8] w = const float[4,4,1,1] seed 1 c = Conv(x, w) p = MaxPool(c) <kernel_shape=[2,2]> v = const float[4,4,1,1] seed 2 y = Conv(p, v) output y");
        var pool = placement.Units.Single(unit => unit.Kind == StaticKind.PassThrough);

        Assert.AreSame(pool.Main.Input(0), placement.Root(pool.Output));
    }

    [TestMethod]
    public void Pooling_only_float_code_reads_stays_float() =>
        AssertUnits("input x: float[N,4,8,8] w = const float[4,4,1,1] seed 1 c = Conv(x, w) p = MaxPool(c) <kernel_shape=[2,2]> y = Tanh(p) output y", "Conv");

    [TestMethod]
    public void Result_of_a_last_gemm_is_not_quantized()
    {
        var placement = Place("input x: float[N,8] w = const float[8,4] seed 1 b = const float[4] seed 2 y = Gemm(x, w, b) output y");

        CollectionAssert.AreEqual(new[] { "x" }, placement.Quantized.Select(value => value.Name).ToArray());
    }

    [TestMethod]
    [DataRow("input x: float[N,4,8,8] input w: float[4,4,1,1] = seed 1 y = Conv(x, w) output y", "override")]
    [DataRow("input x: float[8,N] w = const float[8,4] seed 1 y = Gemm(x, w) <transA=1> output y", "transA")]
    [DataRow("input x: float[N,8] w = const float[8,4] seed 1 y = Gemm(x, w) <alpha=2.0> output y", "alpha")]
    [DataRow("input x: float[N,5,8] w = const float[8,4] seed 1 y = MatMul(x, w) output y", "rank 3")]
    [DataRow("input x: float[N,8] w = const float[8,4] seed 1 b = const float[1] seed 2 y = Gemm(x, w, b) output y", "bias")]
    [DataRow("input x: float[4,8] w = const float[8,4] seed 1 b = const float[4,1] seed 2 y = Gemm(x, w, b) output y", "bias")]
    [DataRow("input x: float[N,4,8,8] w = const float[4,4,2,2] seed 1 y = ConvTranspose(x, w) output y", "ConvTranspose")]
    public void Keeps_what_the_runtime_would_not_fuse_and_says_why(string text, string why)
    {
        var placement = Place(text);

        Assert.IsEmpty(placement.Units);
        Assert.Contains(why, placement.Skipped.Single().Why);
    }

    [TestMethod]
    [DataRow("k = const float[1,4,1,1] {0, 0, -1000000000, 0} a = Add(c, k)", DisplayName = "a mask")]
    [DataRow("k = const float[1,4,1,1] {0, nan, 0, 0} a = Add(c, k)", DisplayName = "not a number")]
    [DataRow("k = const float[1,4,1,1] {1, 1, inf, 1} a = Mul(c, k)", DisplayName = "infinite")]
    [DataRow("k = const float[] {1} p = const int64[8] {0, 0, 1, 1, 0, 0, 1, 1} a = Pad(c, p, k)", DisplayName = "padding with ones")]
    public void Operators_whose_constants_do_not_fit_stay_float(string operation) =>
        AssertUnits($"input x: float[N,4,8,8] w = const float[4,4,1,1] seed 1 c = Conv(x, w) {operation} u = const float[2,4,1,1] seed 3 y = Conv(a, u) output y", "Conv", "Conv");

    [TestMethod]
    public void Keeps_models_below_the_opset_of_the_integer_operators() => Assert.Contains(
        "opset 10", Place("opset 9 input x: float[N,4,8,8] w = const float[4,4,1,1] seed 1 y = Conv(x, w) output y").Skipped.Single().Why);

    [TestMethod]
    [DataRow(TwoConvolutions + "t = Tanh(d) a = Add(r, t) u = const float[2,4,1,1] seed 3 y = Conv(a, u) output y", "not all of its inputs are quantized", DisplayName = "an input in float")]
    [DataRow(TwoConvolutions + "a = Add(r, d) y = Tanh(a) output y", "nothing that is quantized reads its result", DisplayName = "a reader in float")]
    [DataRow(TwoConvolutions + "a = MaxPool(r) <kernel_shape=[2,2]> y = Tanh(a) output y", "nothing that is quantized reads its result", DisplayName = "pooling")]
    public void Operators_between_float_neighbours_stay_float_and_say_why(string text, string why) => Assert.AreEqual(why, Place(text).Skipped.Single().Why);

    [TestMethod]
    public void Weights_inside_branches_stay_float_and_say_why()
    {
        var placement = Place("""
            input x: float[N,4,8,8] input c: bool[] w = const float[4,4,1,1] seed 1
            y = If(c) <then_branch=graph { a = Conv(x, w) output a }, else_branch=graph { b = Relu(x) output b }> output y
            """);

        Assert.Contains("branch or loop", placement.Skipped.Single().Why);
    }

    private static void AssertUnits(string text, params string[] expected) => CollectionAssert.AreEqual(
        expected, Place(text).Units.Select(unit => unit.Main.OpType + (unit.Activation is { } activation ? "+" + activation.OpType : "")).ToArray());

    private static StaticPlacement Place(string text)
    {
        var model = GraphText.Parse(text.StartsWith("opset", StringComparison.Ordinal) ? text : "opset 17 " + text);
        NodeNames.Assign(model);
        var types = ShapeTable.Infer(model);
        return StaticPlacement.Of(model, value => types[value], new Dictionary<Node, string>());
    }
}
