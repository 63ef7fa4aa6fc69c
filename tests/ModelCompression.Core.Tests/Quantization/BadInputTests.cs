using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

/// <summary>Inputs other tools fail on: each is quantized soundly, or left alone with a reason.</summary>
[TestClass]
public sealed class BadInputTests
{
    private static readonly RangeSource Wide = values => values.ToDictionary(value => value, _ => new ActivationRange(-20, 20));
    private static readonly RangeSource Nothing = values => values.ToDictionary(value => value, _ => new ActivationRange(0, 0));

    [TestMethod]
    [DataRow("input x: float[N,2,8,8] w = const float[1,2,1,1] {nan, 1} y = Conv(x, w) output y", "not finite")]
    [DataRow("input x: float[N,2,8,8] w = const float[1,2,1,1] {inf, 1} y = Conv(x, w) output y", "not finite")]
    [DataRow("input x: float16[N,2,8,8] w = const float16[1,2,1,1] fill 1 y = Conv(x, w) output y", "Float16, not Float")]
    public void Weights_that_cannot_be_quantized_are_left_with_a_reason(string text, string why)
    {
        var (_, plan) = Quantized.By(new StaticQuantizer(), text, Wide);

        Assert.IsEmpty(plan.Items);
        Assert.Contains(why, plan.Skipped.Single().Why);
    }

    [TestMethod]
    [DataRow("input x: float[N,2,8,8] w = const float[3,2,1,1] {1, 1, 0.0000000001, 0.0000000002, 0, 0} y = Conv(x, w) output y", DisplayName = "tiny and empty channels, no group, no dilations")]
    [DataRow("input x: float[?,2,?,?] w = const float[2,2,3,3] seed 1 c = Conv(x, w) y = Relu(c) output y", DisplayName = "every axis dynamic")]
    public void Scales_are_usable_numbers(string text)
    {
        foreach (var ranges in new[] { Wide, Nothing })
        {
            var (_, plan) = Quantized.By(new StaticQuantizer(), text, ranges);
            var planned = (StaticQuantization)plan.Items.Single();

            Assert.IsTrue(planned.Weights.Values.SelectMany(weights => weights.Weights.Scales).Concat(planned.Activations.Values.Select(value => value.Scale)).All(scale => float.IsNormal(scale) && scale > 0));
        }
    }

    [TestMethod]
    public void Bias_beyond_32_bits_enlarges_the_scale_of_its_channel()
    {
        const string Text = "input x: float[N,2,8,8] w = const float[1,2,1,1] {0.000001, 0.000002} b = const float[1] {100000} y = Conv(x, w, b) output y";
        var (_, plan) = Quantized.By(new StaticQuantizer(), Text, values => values.ToDictionary(value => value, _ => new ActivationRange(0, 0.01f)));
        var weights = ((StaticQuantization)plan.Items.Single()).Weights.Values.Single();
        var bias = weights.Bias ?? throw new AssertFailedException("The bias is missing.");

        Assert.AreEqual(100000, bias[0] * (double)weights.InputScale * weights.Weights.Scales[0], 1);
    }

    [TestMethod]
    [DataRow("input x: int64[N,8] y = Neg(x) output y", DisplayName = "integers only")]
    [DataRow("opset ai.onnx.ml 3 input x: float[N,2] y = ai.onnx.ml.Normalizer(x) output y", DisplayName = "classic machine learning")]
    public void Nothing_is_planned_where_there_is_nothing_to_quantize(string text)
    {
        Assert.IsEmpty(Quantized.By(new StaticQuantizer(), text, Wide).Plan.Items);
        Assert.IsEmpty(Quantized.By(new DynamicQuantizer(), text).Plan.Items);
    }

    [TestMethod]
    public void Branches_keep_their_float_operators()
    {
        const string Text = "input c: bool[] input x: float[2,8] w = const float[8,8] seed 1 y = If(c) <then_branch=graph { m = MatMul(x, w) output m }, else_branch=graph { n = Neg(x) output n }> output y";

        Assert.IsEmpty(Quantized.By(new StaticQuantizer(), Text, Wide).Plan.Items);
    }
}
