using ModelCompression.Ir;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class ValueTests
{
    [TestMethod]
    public void Has_a_single_use_only_when_nothing_else_needs_it()
    {
        var model = SmallModels.Chain();
        var sum = SmallModels.NodeOf(model, "add").Output(0);
        Assert.IsTrue(sum.HasSingleUse);

        model.Graph.AddOutput(sum);
        Assert.IsFalse(sum.HasSingleUse);

        var x = model.Graph.Inputs[0];
        Assert.IsTrue(x.HasSingleUse);
        _ = new Node("Neg", [x], []);
        Assert.IsFalse(x.HasSingleUse);
    }

    [TestMethod]
    public void Is_constant_when_it_is_an_initializer_and_no_input()
    {
        var graph = SmallModels.Chain().Graph;

        Assert.AreSame(graph.Initializers[0].Initializer, graph.Initializers[0].Constant);
        Assert.IsNull(graph.Inputs[0].Constant);
        Assert.IsNull(graph.Nodes.First().Output(0).Constant);
    }

    [TestMethod]
    public void Counts_every_graph_output_it_is()
    {
        var model = SmallModels.Branch();
        var h = SmallModels.NodeOf(model, "relu").Output(0);
        Assert.AreEqual(1, h.GraphOutputCount);

        model.Graph.AddOutput(h);
        Assert.AreEqual(2, h.GraphOutputCount);
    }
}
