using ModelCompression.Differentiation;
using ModelCompression.Differentiation.Losses;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Differentiation;

[TestClass]
public sealed class GradientGraphTests
{
    private const string ResidualNetwork = """
        input x: float[N,3,8,8]
        w1 = const float[8,3,3,3] seed 1 range -0.4 0.4
        b1 = const float[8] seed 2
        c1 = Conv(x, w1, b1) <pads=[1,1,1,1]>
        a1 = Sigmoid(c1)
        w2 = const float[8,8,3,3] seed 3 range -0.3 0.3
        c2 = Conv(a1, w2) <pads=[1,1,1,1], strides=[2,2]>
        s = const float[8] seed 4 range 0.5 1.5
        t = const float[8] seed 5
        m = const float[8] seed 6
        v = const float[8] seed 7 range 0.5 2
        n2 = BatchNormalization(c2, s, t, m, v)
        w3 = const float[8,8,1,1] seed 8 range -0.5 0.5
        c3 = Conv(a1, w3) <strides=[2,2]>
        r = Add(n2, c3)
        a2 = Sigmoid(r)
        w4 = const float[8,1,3,3] seed 9
        c4 = Conv(a2, w4) <pads=[1,1,1,1], group=8>
        r2 = Add(c4, a2)
        g = GlobalAveragePool(r2)
        f = Flatten(g)
        w5 = const float[4,8] seed 10
        b5 = const float[4] seed 11
        y = Gemm(f, w5, b5) <transB=1>
        output y
        """;

    private const string TransformerBlock = """
        input x: float[N,5,8]
        s1 = const float[8] seed 1 range 0.5 1.5
        t1 = const float[8] seed 2
        n1 = LayerNormalization(x, s1, t1)
        wq = const float[8,24] seed 3 range -0.5 0.5
        bq = const float[24] seed 4
        p = MatMul(n1, wq)
        pb = Add(p, bq)
        sizes = const int64[3] {8, 8, 8}
        q, k, v = Split(pb, sizes) <axis=-1>
        heads = const int64[4] {0, 5, 2, 4}
        q1 = Reshape(q, heads)
        k1 = Reshape(k, heads)
        v1 = Reshape(v, heads)
        q2 = Transpose(q1) <perm=[0,2,1,3]>
        k2 = Transpose(k1) <perm=[0,2,3,1]>
        v2 = Transpose(v1) <perm=[0,2,1,3]>
        qk = MatMul(q2, k2)
        half = const float[] {0.5}
        scores = Mul(qk, half)
        soft = Softmax(scores)
        o = MatMul(soft, v2)
        o1 = Transpose(o) <perm=[0,2,1,3]>
        flat = const int64[3] {0, 5, 8}
        o2 = Reshape(o1, flat)
        wo = const float[8,8] seed 5 range -0.5 0.5
        o3 = MatMul(o2, wo)
        r1 = Add(o3, x)
        w1 = const float[8,16] seed 6 range -0.5 0.5
        h = MatMul(r1, w1)
        root = const float[] {1.41421356}
        one = const float[] {1}
        h1 = Div(h, root)
        h2 = Erf(h1)
        h3 = Add(h2, one)
        h4 = Mul(h, h3)
        h5 = Mul(h4, half)
        w2 = const float[16,8] seed 7 range -0.5 0.5
        h6 = MatMul(h5, w2)
        y = Add(h6, r1)
        output y
        """;

    [TestMethod]
    public void Gradients_of_a_residual_network_agree_with_differences() =>
        GradientAssert.AgreesByStep(ResidualNetwork, 1.0 / 8, "x", "w1", "b1", "w2", "s", "t", "w3", "w4", "w5", "b5");

    [TestMethod]
    public void Gradients_of_a_transformer_block_agree_with_differences() =>
        GradientAssert.AgreesSmoothly(TransformerBlock, "x", "s1", "t1", "wq", "bq", "wo", "w1", "w2");

    [TestMethod]
    public void Gradient_of_an_activation_is_that_of_what_follows()
    {
        var model = GraphText.Parse("input x: float[2,3] h = Exp(x) y = Mul(h, h) output y");
        var h = model.Graph.Nodes.First().Output(0);
        var result = GradientGraph.Build(model, new LossSpec(new WeightedOutputLoss(model.Graph.Outputs[0])), [h]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions(), [result.CopyOf(h)]);
        var outputs = runner.Run(new Sample("s", new Dictionary<string, TensorData>
        {
            ["x"] = TensorData.Floats(new Shape(2, 3), 1, 2, 3, 4, 5, 6),
            ["factors"] = TensorData.Floats(new Shape(2, 3), 1, 1, 1, 1, 1, 1),
        }));

        Assert.AreEqual("grad(h)", runner.Outputs[2].Name);
        CollectionAssert.AreEqual(Array.ConvertAll(outputs[3].ToFloats(), value => 2 * value), outputs[2].ToFloats());
    }

    [TestMethod]
    public void Only_wanted_weights_are_fed_and_what_lies_before_them_is_passed_over()
    {
        var model = GraphText.Parse("""
            input x: float[2,3]
            k = const float[3,3] seed 1
            a = MatMul(x, k)
            t: float[2,3] = Unheard(a)
            w = const float[3,2] seed 2
            y = MatMul(t, w)
            output y
            """);
        var result = GradientGraph.Build(model, new LossSpec(new SquaredErrorLoss(model.Graph.Outputs[0])), GradientAssert.Find(model, "w"));

        CollectionAssert.AreEqual(new[] { "x", "w", "target" }, result.Model.Graph.Inputs.Select(input => input.Name).ToList());
        Assert.IsTrue(result.Model.Graph.Initializers.Any(value => value.Name == "k"));
        Assert.IsFalse(result.Model.Graph.Initializers.Any(value => value.Name == "w"));
    }

    [TestMethod]
    public void A_value_without_influence_has_gradient_0()
    {
        var model = GraphText.Parse("input x: float[2,3] input z: float[N,2] y = Exp(x) output y");
        var result = GradientGraph.Build(model, new LossSpec(new WeightedOutputLoss(model.Graph.Outputs[0])), [model.Graph.Inputs[1]]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions());
        var outputs = runner.Run(SeededTensors.SampleFor(result.Model, 1));

        Assert.AreEqual("Float[2x2]", outputs[2].ToString());
        CollectionAssert.AreEqual(new float[4], outputs[2].ToFloats());
    }

    [TestMethod]
    public void Terms_are_weighted_and_inputs_have_names_of_their_own()
    {
        var model = GraphText.Parse("input target: float[2] y = Identity(target) output y");
        var y = model.Graph.Outputs[0];
        var result = GradientGraph.Build(model, new LossSpec(new SquaredErrorLoss(y) { Weight = 3 }, new SquaredErrorLoss(y), new WeightedOutputLoss(y) { Weight = -1 }), [model.Graph.Inputs[0]]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions());
        var outputs = runner.Run(new Sample("s", new Dictionary<string, TensorData>
        {
            ["target"] = TensorData.Floats(new Shape(2), 1, 2),
            ["target2"] = TensorData.Floats(new Shape(2), 3, 2),
            ["target3"] = TensorData.Floats(new Shape(2), 1, 1),
            ["factors"] = TensorData.Floats(new Shape(2), 1, 10),
        }));

        Assert.AreEqual((3 * 2) + 0.5 - 21, outputs[1].ToFloats()[0], 1e-5);
        Assert.AreEqual((3 * -2) + 0 - 1, outputs[2].ToFloats()[0], 1e-5);
        Assert.AreEqual(0 + 1 - 10, outputs[2].ToFloats()[1], 1e-5);
    }

    [TestMethod]
    public void An_operator_without_a_rule_is_named()
    {
        var message = GradientAssert.Refuses("input x: float[2,3] y = Mod(x, x) <fmod=1> output y", "x");

        StringAssert.Contains(message, "operator Mod is not known at Mod 'y'");
    }

    [TestMethod]
    public void A_further_output_that_is_used_is_refused() =>
        GradientAssert.Refuses("input x: float[2,3] s = const float[3] {1, 1, 1} n, m, i = LayerNormalization(x, s) y = Add(n, m) output y", "x");

    [TestMethod]
    public void An_input_without_a_derivative_of_its_own_is_refused() =>
        GradientAssert.Refuses("input x: float[2,3] a = const float[] {-1} b = const float[] {1} y = Clip(x, a, b) output y", "b");

    [TestMethod]
    public void Integers_carry_no_gradient()
    {
        var model = GraphText.Parse("input x: float[2,3] i = ArgMax(x) y = Cast(i) <to=1> output y");
        var result = GradientGraph.Build(model, new LossSpec(new WeightedOutputLoss(model.Graph.Outputs[0])), [model.Graph.Inputs[0]]);

        Assert.AreEqual("ConstantOfShape", result.Gradients[0].Gradient.Producer?.OpType);
    }

    [TestMethod]
    [DataRow("opset 12 input x: float[2] y = Exp(x) output y")]
    [DataRow("input x: float[2] input c: bool[] y = If(c) <then_branch=graph { a = Abs(x) output a }, else_branch=graph { b = Relu(x) output b }> output y: float[2]")]
    public void Old_opsets_and_control_flow_are_refused(string text) => GradientAssert.Refuses(text, "x");

    [TestMethod]
    public void An_earlier_opset_is_raised() =>
        GradientAssert.AgreesSmoothly("opset 13 ir 7 input x: float[4,3] i = const int64[3] {0, 2, 2} y = Gather(x, i) output y", "x");

    [TestMethod]
    public void Values_that_cannot_be_asked_for_are_refused()
    {
        var model = GraphText.Parse("input x: float[2] input i: int64[2] y = Exp(x) output y");
        var loss = new LossSpec(new WeightedOutputLoss(model.Graph.Outputs[0]));

        Assert.ThrowsExactly<ArgumentException>(() => GradientGraph.Build(model, loss, [model.Graph.Inputs[0], model.Graph.Inputs[0]]));
        Assert.ThrowsExactly<ArgumentException>(() => GradientGraph.Build(model, loss, [model.Graph.Inputs[1]]));
        Assert.ThrowsExactly<ArgumentException>(() => GradientGraph.Build(model, loss, [new Value("stranger")]));
        Assert.ThrowsExactly<ArgumentException>(() => GradientGraph.Build(model, new LossSpec(), [model.Graph.Inputs[0]]));
    }
}
