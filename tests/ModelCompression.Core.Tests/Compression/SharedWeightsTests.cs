using ModelCompression.Compression;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SharedWeightsTests
{
    private const string Twice = "'w' stays in the file in floating point too, because 'Softmax_0' reads it there";
    private const string Text = "input x: float[N,64] w = const float[64,64] seed 1 range -0.1 0.1 m = MatMul(x, w) s = Softmax(w) y = MatMul(m, s) output y";
    private const string Branch =
        "input x: float[N,64] w = const float[64,64] seed 1 range -0.1 0.1 m = MatMul(x, w) z = const float[] {0} r = ReduceSum(x) b = Greater(r, z) "
        + "y = If(b) <then_branch=graph { s = Softmax(w) t = MatMul(m, s) output t: float[N,64] }, else_branch=graph { n = Neg(m) output n: float[N,64] }> output y";

    [TestMethod]
    [DataRow("Static", Text)]
    [DataRow("Static", Branch, DisplayName = "read by a branch")]
    public void A_layer_is_quantized_although_a_float_node_keeps_its_weight_and_the_report_says_so(string scheme, string text)
    {
        var model = GraphText.Parse(text);
        NodeNames.Assign(model);
        var layers = SharedWeights.Explain([new LayerChoice("MatMul_0", "MatMul", scheme, "as usual") { Bits = 8 }], model);

        Assert.AreEqual("as usual; " + Twice, layers.Single().Note);
        Assert.AreEqual(8, layers.Single().Bits);
    }

    [TestMethod]
    public void The_written_file_holds_such_a_weight_twice_and_its_layer_names_it()
    {
        var built = BuiltCandidate.Of(
            "input x: float[N,64] w = const float[64,64] seed 1 range -0.1 0.1 m = Gemm(x, w) t = Tanh(m) a = Add(t, w) y = ReduceSum(a) <keepdims=0> output y",
            calibrated: true, ("Quantization", "Static"));

        Assert.EndsWith("; 'w' stays in the file in floating point too, because 'Add_0' reads it there", built.Record.Layers.Single(layer => layer.Operator == "Gemm").Note ?? "");
        Assert.HasCount(2, built.Written.Graph.Initializers.Where(value => value.Initializer?.Count == 64 * 64));
    }

    [TestMethod]
    public void Readers_that_are_all_quantized_share_one_integer_copy_without_a_word()
    {
        var built = BuiltCandidate.Of(
            "input x: float[N,16,8,8] w = const float[16,16,3,3] seed 1 range -0.1 0.1 a = Conv(x, w) b = Tanh(a) y = Conv(b, w) output y",
            calibrated: true, ("Quantization", "Static"));

        Assert.HasCount(2, built.Record.Layers.Where(layer => layer.Operator == "Conv"));
        Assert.IsTrue(built.Record.Layers.All(layer => layer.Note?.Contains("floating point", StringComparison.Ordinal) != true));
        Assert.HasCount(1, built.Written.Graph.Initializers.Where(value => value.Initializer?.Count == 16 * 16 * 9));
    }

    [TestMethod]
    public void A_small_weight_is_not_worth_a_word()
    {
        var model = GraphText.Parse("input x: float[N,8] w = const float[8,8] seed 1 m = MatMul(x, w) y = Add(m, w) output y");
        NodeNames.Assign(model);

        Assert.IsNull(SharedWeights.Explain([new LayerChoice("MatMul_0", "MatMul", "Static")], model).Single().Note);
    }

    [TestMethod]
    public void Storage_in_half_precision_is_one_copy_for_all()
    {
        var model = GraphText.Parse(Text);
        NodeNames.Assign(model);

        Assert.IsTrue(SharedWeights.Explain([new LayerChoice("MatMul_0", "MatMul", "Float16"), new LayerChoice("Softmax_0", "Softmax", "Float16")], model).All(layer => layer.Note is null));
    }
}
