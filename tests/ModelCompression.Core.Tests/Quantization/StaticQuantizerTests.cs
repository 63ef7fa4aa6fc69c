using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Quantization;

[TestClass]
public sealed class StaticQuantizerTests
{
    private const string Convolution = "input x: float[N,4,8,8] w = const float[8,4,3,3] seed 1 b = const float[8] seed 2 c = Conv(x, w, b) y = Relu(c) output y";

    private static readonly RangeSource Wide = values => values.ToDictionary(value => value, _ => new ActivationRange(-20, 20));

    [TestMethod]
    public void Quantizes_a_convolution_with_its_relu_between_quantize_and_dequantize()
    {
        var (model, plan) = Quantized.By(new StaticQuantizer(), Convolution, Wide);
        var conv = model.Graph.Nodes.Single(node => node.OpType == "Conv");

        Assert.IsTrue(conv.Inputs.All(input => input?.Producer?.OpType == "DequantizeLinear"));
        Assert.AreEqual("Relu", conv.Output(0).Uses.Single().Node.OpType);
        Assert.AreEqual("DequantizeLinear", model.Graph.Outputs[0].Producer?.OpType);
        Assert.HasCount(1, plan.Items[0].Choices);
        SameOutputs.Check(GraphText.Parse(Convolution), model, tolerance: 0.05);
    }

    [TestMethod]
    public void Keeps_a_node_whose_activations_have_no_range_and_says_why()
    {
        var (model, plan) = Quantized.By(new StaticQuantizer(), Convolution, _ => new Dictionary<Value, ActivationRange>());

        CollectionAssert.AreEqual(new[] { "Conv", "Relu" }, Quantized.Operators(model).ToArray());
        Assert.Contains("not finite", plan.Skipped.Single().Why);
    }

    [TestMethod]
    public void Float_code_reads_what_it_always_read_but_for_results_of_integer_operators()
    {
        const string Text = """
            input x: float[N,4,8,8]
            w = const float[8,4,3,3] seed 1
            t = Tanh(x)
            c = Conv(t, w)
            a = Elu(t)
            b = Elu(c)
            output a
            output b
            output t
            """;
        var (model, _) = Quantized.By(new StaticQuantizer(), Text, Wide);
        var (exact, result) = (model.Graph.Outputs[0].Producer?.Input(0), model.Graph.Outputs[1].Producer?.Input(0));

        Assert.AreEqual("Tanh", exact?.Producer?.OpType);
        Assert.AreSame(exact, model.Graph.Outputs[2]);
        Assert.AreEqual("DequantizeLinear", result?.Producer?.OpType);
    }

    [TestMethod]
    public void Activations_that_provably_stay_small_leave_weights_more_room()
    {
        const string Text = "input x: float[N,4,8,8] s = Sigmoid(x) w = const float[8,4,3,3] seed 1 y = Conv(s, w) output y";
        var (_, plan) = Quantized.By(new StaticQuantizer(), Text, values => values.ToDictionary(value => value, _ => new ActivationRange(0, 2)));

        Assert.AreEqual(short.MaxValue / 128, ((StaticQuantization)plan.Items[0]).Weights.Values.Single().SafePairSum); // 1 becomes 128 of 255
    }

    [TestMethod]
    public void Weights_have_no_limit_where_the_target_asks_for_none()
    {
        var (_, plan) = Quantized.By(new StaticQuantizer(), Convolution, Wide, pairSafe: false);

        Assert.IsNull(((StaticQuantization)plan.Items[0]).Weights.Values.Single().SafePairSum);
    }

    [TestMethod]
    public void Planning_without_ranges_is_a_bug_of_the_caller() => Assert.ThrowsExactly<InvalidOperationException>(() => Quantized.By(new StaticQuantizer(), Convolution));
}
