using ModelCompression.Differentiation;
using ModelCompression.Differentiation.Losses;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Differentiation.Losses;

[TestClass]
public sealed class SquaredErrorLossTests
{
    [TestMethod]
    [DataRow("input x: float[2,2] y = Identity(x) output y")]
    [DataRow("input x: float[N,M] y = Identity(x) output y")]
    public void Is_the_mean_over_all_elements(string text)
    {
        var model = GraphText.Parse(text);
        var result = GradientGraph.Build(model, new LossSpec(new SquaredErrorLoss(model.Graph.Outputs[0])), [model.Graph.Inputs[0]]);
        using var runner = new OrtRunnerFactory().Load(result.Model, new RunnerOptions());
        var outputs = runner.Run(new Sample("s", new Dictionary<string, TensorData>
        {
            ["x"] = TensorData.Floats(new Shape(2, 2), 1, 2, 3, 4),
            ["target"] = TensorData.Floats(new Shape(2, 2), 1, 1, 5, 4),
        }));

        Assert.AreEqual((1 + 4) / 4f, outputs[1].ToFloats()[0], 1e-6);
        CollectionAssert.AreEqual(new[] { 0, 0.5f, -1, 0 }, outputs[2].ToFloats());
    }
}
