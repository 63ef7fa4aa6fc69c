using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Values that are not finite, in weights or in activations, stay where they are and spoil nothing else.</summary>
[TestClass]
public sealed class NotFiniteTests
{
    /// <summary>What is not finite ends in flags, so that the outputs can be compared.</summary>
    private const string Images = """
        input x: float[N,4,12,12]
        bad = const float[8,4,3,3] fill VALUE
        good = const float[16,4,3,3] seed 2
        spoilt = Conv(x, bad) <pads=[1,1,1,1]>
        zero = const float[]
        flags = Less(spoilt, zero)
        c = Conv(x, good) <pads=[1,1,1,1]>
        y = Relu(c)
        output flags
        output y
        """;

    private const string Matrices = """
        input x: float[8,256]
        bad = const float[256,64] fill VALUE
        good = const float[256,64] seed 2
        spoilt = MatMul(x, bad)
        zero = const float[]
        flags = Less(spoilt, zero)
        y = MatMul(x, good)
        output flags
        output y
        """;

    [TestMethod]
    [DataRow("nan", "")]
    [DataRow("inf", "")]
    [DataRow("-inf", "Static")]
    [DataRow("nan", "Static+Float16")]
    public void Convolution_whose_weights_are_not_finite_stays_float_and_the_other_is_quantized(string value, string scheme)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(Images.Replace("VALUE", value, StringComparison.Ordinal));
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme), ("Goal", "Size")).Answers(tolerance: 0.02);

        Assert.Contains("Static", outcome.Schemes);
        Assert.Contains("not finite", outcome.WhySkipped("Conv"));
    }

    [TestMethod]
    [DataRow("nan", "")]
    [DataRow("inf", "Dynamic")]
    [DataRow("nan", "WeightOnly")]
    [DataRow("-inf", "Float16")]
    public void Product_whose_weights_are_not_finite_stays_float_and_the_other_is_quantized(string value, string scheme)
    {
        using var pipeline = new Pipeline();
        var outcome = pipeline.Run(GraphText.Parse(Matrices.Replace("VALUE", value, StringComparison.Ordinal)), null, ("Quantization", scheme)).Answers(tolerance: 0.02).IsNotLarger();

        Assert.IsNotEmpty(outcome.Result.Candidate.Layers);
        Assert.AreEqual(scheme == "Float16" ? "its values do not fit in half precision" : "the weight holds values that are not finite", outcome.WhySkipped(scheme == "Float16" ? "bad" : "MatMul"));
    }

    [TestMethod]
    [DataRow("Sqrt(x)", "", DisplayName = "NaN")]
    [DataRow("Sqrt(x)", "Static", DisplayName = "NaN, Static")]
    [DataRow("Div(x, zero)", "", DisplayName = "Inf")]
    [DataRow("Div(x, zero)", "Static", DisplayName = "Inf, Static")]
    [DataRow("Div(x, tiny)", "Static", DisplayName = "a range that only overflows in the sum")]
    public void Convolution_of_activations_that_are_not_finite_stays_float_and_the_other_is_quantized(string made, string scheme)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse($$"""
            input x: float[N,4,12,12]
            zero = const float[]
            tiny = const float[] fill 1.2e-38
            v = const float[8,4,3,3] seed 1
            w = const float[16,4,3,3] seed 2
            made = {{made}}
            spoilt = Conv(made, v) <pads=[1,1,1,1]>
            flags = Less(spoilt, zero)
            c = Conv(x, w) <pads=[1,1,1,1]>
            y = Relu(c)
            output flags
            output y
            """);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme), ("Goal", "Size")).Answers(tolerance: 0.02);

        Assert.AreEqual(1, outcome.Result.Candidate.Layers.Count(layer => layer.Scheme == "Static" && layer.Operator == "Conv"));
        Assert.Contains("not finite", outcome.WhySkipped("Conv"));
    }
}
