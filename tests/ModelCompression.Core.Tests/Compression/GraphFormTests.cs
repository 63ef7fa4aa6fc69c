using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Diagnostics;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class GraphFormTests
{
    private const string Pooled = """
        input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 c = Conv(x, w) p = MaxPool(c) <kernel_shape=[2,2], strides=[2,2]>
        v = const float[8,8,3,3] seed 2 y = Conv(p, v)
        output y
        """;

    private const string Photo = "input x: float[N,3,16,16] w = const float[16,3,3,3] seed 1 c = Conv(x, w) r = Relu(c) v = const float[8,16,3,3] seed 2 y = Conv(r, v) output y";

    [TestMethod]
    [DataRow("", true, true)]
    [DataRow("", false, true)]
    [DataRow("Static", true, true)]
    [DataRow("Dynamic", false, true)]
    [DataRow("Float16", true, false)]
    [DataRow("WeightOnly", false, false)]
    [DataRow("None", false, false)]
    public void Only_recipes_that_compute_in_integers_raise(string quantization, bool calibrated, bool raises)
    {
        var options = new OptionReader(new OptionDefinitions(new Catalog()), new DiagnosticList()).Read(new Dictionary<string, string> { ["Quantization"] = quantization, ["CalibrationData"] = calibrated ? "c.npz" : "" }, Path.GetTempPath());

        Assert.AreEqual(raises, GraphForm.Of(options, calibrated, new HardwareProfile(PairSafe: true)).Raised);
    }

    [TestMethod]
    [DataRow("WeightOnly", "Portable", true)]
    [DataRow("Dynamic", "Portable", true)]
    [DataRow("Dynamic", "Arm64", true)]
    [DataRow("Float16", "Portable", false)]
    [DataRow("Dynamic", "DirectML", false)]
    public void Half_precision_is_widened_where_integers_replace_it_on_a_cpu(string quantization, string target, bool widens)
    {
        var catalog = new Catalog();
        var options = new OptionReader(new OptionDefinitions(catalog), new DiagnosticList()).Read(new Dictionary<string, string> { ["Quantization"] = quantization, ["Target"] = target }, Path.GetTempPath());

        Assert.AreEqual(widens, GraphForm.Of(options, hasCalibration: false, TargetRules.ProfileOf(catalog, options)).Widened);
    }

    [TestMethod]
    public void A_half_precision_network_is_quantized_like_a_float_one_and_keeps_its_signature()
    {
        var built = BuiltCandidate.Of(
            "input x: float16[N,4,8,8] w = const float16[8,4,3,3] seed 1 c = Conv(x, w) p = MaxPool(c) <kernel_shape=[2,2]> v = const float16[8,8,3,3] seed 2 y = Conv(p, v) output y: float16[N,8,3,3]",
            calibrated: true);

        CollectionAssert.AreEqual(new[] { "Cast", "QLinearConv", "MaxPool", "QLinearConv", "Cast" }, built.Fused.ToArray());
        Assert.AreEqual("Float16[N,4,8,8] Float16[N,8,3,3]", $"{built.Written.Graph.Inputs[0].Type} {built.Written.Graph.Outputs[0].Type}");
        Assert.IsEmpty(built.Record.Skipped);
    }

    [TestMethod]
    [DataRow(9)]
    [DataRow(10)]
    [DataRow(11)]
    public void Pooling_of_an_old_model_joins_its_convolutions(int opset)
    {
        var built = BuiltCandidate.Of($"opset {opset} {Pooled}", calibrated: true);

        Assert.AreEqual(13, built.Written.Opset);
        CollectionAssert.AreEqual(new[] { "QLinearConv", "MaxPool", "QLinearConv" }, built.Fused.ToArray());
        Assert.IsEmpty(built.Record.Skipped);
    }

    [TestMethod]
    public void An_operator_that_cannot_be_raised_is_named()
    {
        var built = BuiltCandidate.Of($"opset 10 {Pooled} e = RandomNormalLike(x) output e", calibrated: true);

        Assert.AreEqual(10, built.Written.Opset);
        Assert.Contains("stays at opset 10", built.Record.Skipped[0].Why);
    }

    [TestMethod]
    [DataRow("Portable", "Pad QLinearConv QLinearConv")]
    [DataRow("X64", "Pad QLinearConv QLinearConv")]
    [DataRow("Arm64", "QLinearConv QLinearConv")]
    public void The_first_convolution_gets_channels_in_fours_where_that_is_faster(string target, string operators)
    {
        var built = BuiltCandidate.Of(Photo, calibrated: true, ("Target", target));

        if (target != "Arm64") // what the runtime makes of it elsewhere cannot be seen here
        {
            CollectionAssert.AreEqual(operators.Split(' '), built.Fused.ToArray());
        }

        Assert.AreEqual(operators.Contains("Pad", StringComparison.Ordinal), built.Written.Graph.Nodes.Any(node => node.OpType == "Pad"));
        Assert.AreEqual("Float[N,3,16,16]", built.Written.Graph.Inputs[0].Type?.ToString());
    }

    [TestMethod]
    public void A_first_convolution_that_stays_float_is_as_it_was()
    {
        var built = BuiltCandidate.Of(Photo, calibrated: true, [new RecipeRule(new NodePattern("Conv_0", null, null)) { Exclude = true }]);

        Assert.IsFalse(built.Written.Graph.Nodes.Any(node => node.OpType == "Pad"));
        Assert.AreEqual(3, built.Written.Graph.Nodes.First(node => node.OpType == "Conv").Input(1)?.Constant?.Shape[1]);
    }
}
