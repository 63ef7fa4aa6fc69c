using ModelCompression.Differentiation;
using ModelCompression.Differentiation.Losses;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Differentiation.Losses;

[TestClass]
public sealed class CrossEntropyLossTests
{
    private static readonly float[] Logits = [1, 2, 0.5f, -1, 3, 0.25f];

    [TestMethod]
    [DataRow("input z: float[2,3] y = Identity(z) output y")]
    [DataRow("input z: float[N,3] y = Identity(z) output y")]
    [DataRow("input z: float[N,C] y = Identity(z) output y")]
    [DataRow("input z: float[2,3] y = Softmax(z) output y")]
    [DataRow("input z: float[2,3] p = Softmax(z) <axis=1> y = Identity(p) output y")]
    public void Gradient_is_softmax_minus_the_label_over_the_batch(string text)
    {
        var (loss, gradient) = Run(text, Logits, [1, 2]);

        var (first, second) = (Softmax(Logits[..3]), Softmax(Logits[3..]));
        Assert.AreEqual(-(Math.Log(first[1]) + Math.Log(second[2])) / 2, loss, 1e-6);
        double[] expected = [first[0] / 2, (first[1] - 1) / 2, first[2] / 2, second[0] / 2, second[1] / 2, (second[2] - 1) / 2];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], gradient[i], 1e-6);
        }
    }

    [TestMethod]
    public void Is_exact_where_a_probability_rounds_to_0()
    {
        var (loss, gradient) = Run("input z: float[1,2] y = Softmax(z) output y", [0, 200], [0]);

        Assert.AreEqual(200, loss, 1e-4);
        Assert.AreEqual(-1, gradient[0], 1e-6);
        Assert.AreEqual(1, gradient[1], 1e-6);
    }

    [TestMethod]
    public void A_label_beyond_the_classes_contributes_nothing()
    {
        var (loss, gradient) = Run("input z: float[2,3] y = Identity(z) output y", Logits, [1, 3]);

        Assert.AreEqual(-Math.Log(Softmax(Logits[..3])[1]) / 2, loss, 1e-6);
        CollectionAssert.AreEqual(new float[3], gradient[3..]);
    }

    [TestMethod]
    public void Labels_may_have_an_axis_of_positions()
    {
        var model = GraphText.Parse("input z: float[1,2,3] y = Identity(z) output y");
        var result = GradientGraph.Build(model, new LossSpec(new CrossEntropyLoss(model.Graph.Outputs[0])), [model.Graph.Inputs[0]]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions());
        var outputs = runner.Run(new Sample("s", new Dictionary<string, TensorData>
        {
            ["z"] = TensorData.Floats(new Shape(1, 2, 3), Logits),
            ["labels"] = TensorData.Int64s(new Shape(1, 2), 1, 2),
        }));

        Assert.AreEqual(-Math.Log(Softmax(Logits[..3])[1]) - Math.Log(Softmax(Logits[3..])[2]), outputs[1].ToFloats()[0], 1e-6);
    }

    private static (float Loss, float[] Gradient) Run(string text, float[] logits, long[] labels)
    {
        var model = GraphText.Parse(text);
        var result = GradientGraph.Build(model, new LossSpec(new CrossEntropyLoss(model.Graph.Outputs[0])), [model.Graph.Inputs[0]]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions());
        var outputs = runner.Run(new Sample("s", new Dictionary<string, TensorData>
        {
            ["z"] = TensorData.Floats(new Shape(labels.Length, logits.Length / labels.Length), logits),
            [result.LossInputs[0].Name] = TensorData.Int64s(new Shape(labels.Length), labels),
        }));
        return (outputs[1].ToFloats()[0], outputs[2].ToFloats());
    }

    private static double[] Softmax(float[] logits)
    {
        var sum = logits.Sum(value => Math.Exp(value));
        return [.. logits.Select(value => Math.Exp(value) / sum)];
    }
}
