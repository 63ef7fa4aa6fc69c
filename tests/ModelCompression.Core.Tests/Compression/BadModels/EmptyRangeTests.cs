using ModelCompression.Ir;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Constant channels, ranges without extent, weights next to nothing and biases beyond all integers.</summary>
[TestClass]
public sealed class EmptyRangeTests
{
    /// <summary>Samples not seen in calibration may be clipped by this share of the largest result.</summary>
    private const double Tolerance = 0.05;

    [TestMethod]
    [DataRow("w = const float[16,4,3,3]", "w", DisplayName = "all weights 0")]
    [DataRow("w = const float[16,4,3,3]", "w, b", DisplayName = "all weights 0, bias")]
    [DataRow("w = const float[16,4,3,3] fill 0.25", "w, b", DisplayName = "all weights equal")]
    [DataRow("w = const float[16,4,3,3] fill 1e-7", "w", DisplayName = "all weights below 1e-6")]
    [DataRow("w = const float[16,4,3,3] fill 1e-7", "w, b", DisplayName = "all weights below 1e-6, bias")]
    [DataRow("w = const float[16,4,3,3] fill 1e-38", "w, b", DisplayName = "all weights next to nothing, bias")]
    [DataRow("w = const float[16,4,3,3] fill 1e36", "w", DisplayName = "all weights huge")]
    [DataRow("v = const float[16,4,3,3] seed 1 s = const float[16,1,1,1] {0, 1e-7, 1e-12, 1e-38, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1} w = Mul(v, s)", "w", DisplayName = "four dead channels")]
    [DataRow("v = const float[16,4,3,3] seed 1 s = const float[16,1,1,1] {0, 1e-7, 1e-12, 1e-38, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1} w = Mul(v, s)", "w, b", DisplayName = "four dead channels, bias")]
    [DataRow("v = const float[16,4,3,3] seed 1 s = const float[1,4,1,1] {0, 1e-7, 1e-30, 1} w = Mul(v, s)", "w, b", DisplayName = "dead input channels")]
    public void Weights(string weights, string inputs)
    {
        foreach (var scheme in new[] { "Static", "" })
        {
            Compress($"input x: float[N,4,12,12] {weights} b = const float[16] seed 3 c = Conv(x, {inputs}) <pads=[1,1,1,1]> y = Relu(c) output y", scheme);
        }
    }

    [TestMethod]
    [DataRow("Mul(x, zero)", DisplayName = "always 0")]
    [DataRow("Max(zero, floor)", DisplayName = "always 3, whatever comes in")]
    [DataRow("Mul(x, tiny)", DisplayName = "between -1e-38 and 1e-38")]
    [DataRow("Mul(x, small)", DisplayName = "between -1e-7 and 1e-7")]
    [DataRow("Mul(x, channels)", DisplayName = "two channels always 0")]
    [DataRow("Add(x, far)", DisplayName = "far from 0")]
    public void Activations(string made)
    {
        foreach (var scheme in new[] { "Static", "" })
        {
            Compress($$"""
                input x: float[N,4,12,12]
                zero = const float[]
                tiny = const float[] fill 1e-38
                small = const float[] fill 1e-7
                far = const float[] fill 300
                floor = const float[1,4,12,12] fill 3
                channels = const float[1,4,1,1] {0, 1, 0, 1}
                w = const float[16,4,3,3] seed 2
                b = const float[16] seed 3
                m = {{made}}
                d = Sigmoid(x)
                e = Elu(m)
                c = Conv(e, w, b) <pads=[1,1,1,1]>
                y = Relu(c)
                output y
                output d
                """, scheme);
        }
    }

    [TestMethod]
    public void Product_of_rows_that_are_0_or_next_to_nothing()
    {
        foreach (var scheme in new[] { "", "Static", "Dynamic", "WeightOnly" })
        {
            Compress("""
                input x: float[8,256]
                v = const float[256,64] seed 1
                s = const float[256,1] seed 2 range 0 1e-9
                t = const float[256,64] fill 0
                w = Mul(v, s)
                a = MatMul(x, w)
                b = MatMul(x, t)
                output a
                output b
                """, scheme);
        }
    }

    [TestMethod]
    [DataRow("1e6", DisplayName = "a little beyond")]
    [DataRow("1e12", DisplayName = "far beyond")]
    [DataRow("3e38", DisplayName = "as large as can be")]
    public void Bias_beyond_32_bits(string bias)
    {
        foreach (var scheme in new[] { "Static", "" })
        {
            Compress($$"""
                input x: float[N,4,12,12]
                w = const float[16,4,3,3] seed 2 range -1e-6 1e-6
                v = const float[16,16,3,3] seed 3
                b = const float[16] fill {{bias}}
                n = const float[] fill {{bias}}
                s = Sigmoid(x)
                c = Conv(s, w, b) <pads=[1,1,1,1]>
                d = Div(c, n)
                y = Conv(d, v)
                output y
                """, scheme);
        }
    }

    private static void Compress(string text, string scheme)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(text);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(Tolerance);
        foreach (var scale in outcome.Written.Graph.Initializers.Where(value => value.Name.EndsWith("scale", StringComparison.Ordinal)).Select(value => value.Constant).OfType<TensorData>())
        {
            Assert.IsTrue(scale.ToFloats().All(value => float.IsNormal(value) && value > 0), text);
        }

        if (scheme.Length == 0)
        {
            outcome.IsNotLarger();
        }
    }
}
