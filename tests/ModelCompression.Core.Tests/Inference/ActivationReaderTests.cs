using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Inference;

[TestClass]
public sealed class ActivationReaderTests
{
    [TestMethod]
    public void Hands_out_inputs_and_intermediate_values_in_the_order_asked_for()
    {
        var model = GraphText.Parse("input x: float[1,2] a = Neg(x) b = Abs(a) y = Add(a, b) output y");
        var (x, a, b) = (model.Graph.Inputs[0], model.Graph.Nodes.First().Output(0), model.Graph.Nodes.ElementAt(1).Output(0));
        var samples = new[] { Sample(1, -2), Sample(-3, 4) };
        var seen = new List<string>();

        var count = new ActivationReader(new OrtRunnerFactory(), 1, new DiagnosticList()).Read(model, [b, x, a], samples, ("reading", 2),
            contents => seen.Add(string.Join(" | ", contents.Select(content => string.Join(", ", content.ToFloats())))), CancellationToken.None);

        Assert.AreEqual(2, count);
        CollectionAssert.AreEqual(new[] { "1, 2 | 1, -2 | -1, 2", "3, 4 | -3, 4 | 3, -4" }, seen);
    }

    [TestMethod]
    public void Ends_when_it_is_cancelled()
    {
        var model = GraphText.Parse("input x: float[1,2] y = Neg(x) output y");
        using var cancel = new CancellationTokenSource();

        Assert.ThrowsExactly<OperationCanceledException>(() => new ActivationReader(new OrtRunnerFactory(), 1, new DiagnosticList())
            .Read(model, [model.Graph.Inputs[0]], [Sample(1, 2), Sample(3, 4)], ("reading", null), _ => cancel.Cancel(), cancel.Token));
    }

    private static Sample Sample(params float[] values) => new("s", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(1, 2), values) });
}
