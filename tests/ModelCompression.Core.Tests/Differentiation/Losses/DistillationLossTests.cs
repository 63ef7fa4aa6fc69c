using ModelCompression.Differentiation;
using ModelCompression.Differentiation.Losses;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Differentiation.Losses;

[TestClass]
public sealed class DistillationLossTests
{
    private static readonly float[] Student = [1, 2, 0.5f, -1, 3, 0.25f];
    private static readonly float[] Teacher = [0.5f, 2.5f, 0, 1, 1, -2];

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Loss_is_the_divergence_and_gradient_the_difference_of_softened_probabilities(double temperature)
    {
        var (loss, gradient) = Run("input z: float[N,3] y = Identity(z) output y", temperature, Teacher);

        double expected = 0;
        for (var row = 0; row < 2; row++)
        {
            var (p, q) = (Softmax(Teacher[(row * 3)..((row * 3) + 3)], temperature), Softmax(Student[(row * 3)..((row * 3) + 3)], temperature));
            for (var i = 0; i < 3; i++)
            {
                expected += temperature * temperature * p[i] * Math.Log(p[i] / q[i]) / 2;
                Assert.AreEqual(temperature * (q[i] - p[i]) / 2, gradient[(row * 3) + i], 2e-6);
            }
        }

        Assert.AreEqual(expected, loss, 1e-5);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void Where_the_output_is_a_softmax_the_teacher_is_too(double temperature)
    {
        float[] probabilities = [.. Softmax(Teacher[..3], 1).Concat(Softmax(Teacher[3..], 1)).Select(value => (float)value)];
        var (loss, gradient) = Run("input z: float[2,3] y = Softmax(z) output y", temperature, probabilities);
        var (sameLoss, sameGradient) = Run("input z: float[2,3] y = Identity(z) output y", temperature, Teacher);

        Assert.AreEqual(sameLoss, loss, 1e-5);
        for (var i = 0; i < gradient.Length; i++)
        {
            Assert.AreEqual(sameGradient[i], gradient[i], 1e-5);
        }
    }

    [TestMethod]
    public void A_teacher_that_agrees_costs_nothing()
    {
        var (loss, gradient) = Run("input z: float[2,3] y = Identity(z) output y", 2, Student);

        Assert.AreEqual(0, loss, 1e-6);
        Assert.AreEqual(0, gradient.Max(Math.Abs), 1e-6);
    }

    private static (float Loss, float[] Gradient) Run(string text, double temperature, float[] teacher)
    {
        var model = GraphText.Parse(text);
        var result = GradientGraph.Build(model, new LossSpec(new DistillationLoss(model.Graph.Outputs[0], temperature)), [model.Graph.Inputs[0]]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions());
        var outputs = runner.Run(new Sample("s", new Dictionary<string, TensorData>
        {
            ["z"] = TensorData.Floats(new Shape(2, 3), Student),
            [result.LossInputs[0].Name] = TensorData.Floats(new Shape(2, 3), teacher),
        }));
        return (outputs[1].ToFloats()[0], outputs[2].ToFloats());
    }

    private static double[] Softmax(float[] logits, double temperature)
    {
        var sum = logits.Sum(value => Math.Exp(value / temperature));
        return [.. logits.Select(value => Math.Exp(value / temperature) / sum)];
    }
}
