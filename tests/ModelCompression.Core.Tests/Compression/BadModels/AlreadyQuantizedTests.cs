using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

[TestClass]
public sealed class AlreadyQuantizedTests
{
    private const string Text = """
        input x: float[8,4,12,12]
        w = const float[16,4,3,3] seed 1
        m = const float[2304,64] seed 2
        c = Conv(x, w) <pads=[1,1,1,1]>
        r = Relu(c)
        f = Flatten(r)
        y = MatMul(f, m)
        output y
        """;

    [TestMethod]
    [DataRow("Static")]
    [DataRow("Dynamic")]
    [DataRow("WeightOnly")]
    [DataRow("")]
    public void What_came_out_once_comes_out_the_same_when_it_goes_in_again(string scheme)
    {
        using var first = new Pipeline();
        var model = GraphText.Parse(Text);
        var written = first.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).OutputPath;
        foreach (var again in new[] { "", "Static", "Float16" })
        {
            using var second = new Pipeline();
            File.Copy(written, second.ModelPath);
            var outcome = second.RunFile(Pipeline.SamplesFor(model), ("Quantization", again));

            CollectionAssert.AreEqual(new[] { Codes.AlreadyQuantized }, outcome.Reported.ToArray());
            Assert.IsTrue(outcome.IsOriginal);
            Assert.Contains("already ", ReportBuilder.Of(outcome.Result, "1", []).Summary ?? "");
        }
    }

    [TestMethod]
    public void Weights_in_half_precision_are_not_widened_to_be_quantized_again()
    {
        using var first = new Pipeline();
        var model = GraphText.Parse(Text);
        var written = first.Run(model, null, ("Quantization", "Float16")).OutputPath;
        using var second = new Pipeline();
        File.Copy(written, second.ModelPath);
        var outcome = second.RunFile(Pipeline.SamplesFor(model), ("Quantization", "Static"));

        CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
        Assert.IsTrue(outcome.IsOriginal);
    }
}
