using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class OpsetRaisingTests
{
    private const string Pooled = """
        input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 c = Conv(x, w) p = MaxPool(c) <kernel_shape=[2,2], strides=[2,2]>
        v = const float[8,8,3,3] seed 2 y = Conv(p, v)
        output y
        """;

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

        Assert.AreEqual(raises, OpsetRaising.IsOn(options, calibrated));
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
}
