using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting;

[TestClass]
public sealed class PartialModelTests
{
    private const string Text = "input x: float[2,3] w = const float[3,4] seed 1 b = const float[4] seed 2 h = Tanh(x) m = MatMul(h, w) a = Add(m, b) c = Clip(a, _, _) r = Relu(c) y = Softmax(r) output y";

    [TestMethod]
    public void Part_computes_what_the_whole_computes_there()
    {
        var model = GraphText.Parse(Text);
        var nodes = model.Graph.Nodes.ToList();
        var (first, last) = (nodes[0].Output(0), nodes[4].Output(0));
        var part = new PartialModel(model, nodes[1..5], [(first, new TensorType(ElementType.Float, [Dimension.Of(2), Dimension.Of(3)]))], [last, nodes[1].Output(0)]);
        var factory = new OrtRunnerFactory();
        using var whole = factory.Load(model, new RunnerOptions(), [first, last]);
        var outputs = whole.Run(SeededTensors.SampleFor(model, 1)).ToList();
        using var runner = factory.Load(part.Model, new RunnerOptions());
        var found = runner.Run(new Sample("part", new Dictionary<string, TensorData> { [PartialModel.InputName(0)] = outputs[1] }));

        Assert.IsNull(SameOutputs.Compare(outputs[2], found[0], tolerance: 1e-6));
        CollectionAssert.AreEqual(new[] { "in0" }, runner.Inputs.Select(port => port.Name).ToArray());
        Assert.HasCount(2, found);
    }

    [TestMethod]
    public void Source_stays_as_it_was_and_constants_are_shared()
    {
        var model = GraphText.Parse(Text);
        var nodes = model.Graph.Nodes.ToList();
        var part = new PartialModel(model, nodes[1..3], [(nodes[0].Output(0), new TensorType(ElementType.Float, null))], [nodes[2].Output(0)]);

        Assert.IsNull(GraphText.Difference(Text, model));
        Assert.HasCount(1, nodes[1].Input(1)?.Uses ?? []);
        Assert.AreSame(nodes[1].Input(1)?.Constant, part.Model.Graph.Nodes.First().Input(1)?.Constant);
        Assert.AreEqual((model.IrVersion, model.Opset), (part.Model.IrVersion, part.Model.Opset));
        GraphVerifier.Verify(part.Model, nameof(PartialModel));
    }

    [TestMethod]
    public void A_value_from_nowhere_is_a_bug_of_the_caller()
    {
        var model = GraphText.Parse(Text);
        var nodes = model.Graph.Nodes.ToList();

        Assert.ThrowsExactly<InvalidOperationException>(() => new PartialModel(model, nodes[1..2], [], [nodes[1].Output(0)]));
    }
}
