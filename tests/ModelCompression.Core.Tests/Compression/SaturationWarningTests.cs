using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SaturationWarningTests
{
    private const string Text = "input q: uint8[4,8] w = const int8[8,2] fill 127 v = const int8[8,2] fill 3 z = const uint8[] {0} c = MatMulInteger(q, w, z) d = MatMulInteger(q, v, z) output c output d";

    [TestMethod]
    public void Names_the_worst_layer_and_how_much_of_it_can_saturate()
    {
        var diagnostics = new DiagnosticList();

        SaturationWarning.Report(GraphText.Parse(Text), "m.onnx", diagnostics);

        var warning = diagnostics.Items.Single();
        Assert.AreEqual((Codes.CanSaturate, Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("1 of 2 int8 products", warning.Message);
        Assert.Contains("MatMulInteger 'c': 100.0% of 8 pairs of weights in 2 of 2 rows", warning.Message);
    }

    [TestMethod]
    public void Says_nothing_about_a_clean_model()
    {
        var diagnostics = new DiagnosticList();

        SaturationWarning.Report(GraphText.Parse(Text.Replace("127", "64", StringComparison.Ordinal)), "m.onnx", diagnostics);

        Assert.IsEmpty(diagnostics.Items);
    }
}
