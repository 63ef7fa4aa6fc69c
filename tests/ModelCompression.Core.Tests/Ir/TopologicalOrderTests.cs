using ModelCompression.Ir;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class TopologicalOrderTests
{
    [TestMethod]
    public void Keeps_an_order_that_is_already_right()
    {
        var graph = SmallModels.Branch().Graph;

        CollectionAssert.AreEqual(graph.Nodes.ToList(), TopologicalOrder.Sort(graph)!.ToList()); // no cycle: not null
    }

    [TestMethod]
    public void Moves_only_what_must_move()
    {
        var graph = new Graph();
        var x = new Value("x");
        graph.AddInput(x);
        var late = new Value("late");
        var first = graph.Append(new Node("Neg", [x], [new Value("a")], name: "first"));
        var user = graph.Append(new Node("Abs", [late], [new Value("b")], name: "user"));
        var other = graph.Append(new Node("Neg", [x], [new Value("c")], name: "other"));
        var producer = graph.Append(new Node("Relu", [x], [late], name: "producer"));
        var last = graph.Append(new Node("Neg", [x], [new Value("d")], name: "last"));

        CollectionAssert.AreEqual(new[] { first, other, producer, user, last }, TopologicalOrder.Sort(graph)!.ToList()); // no cycle: not null
    }

    [TestMethod]
    public void Counts_what_subgraphs_capture()
    {
        var graph = SmallModels.Branch().Graph;
        graph.Reorder([.. graph.Nodes.Reverse()]);

        Assert.AreEqual("relu", TopologicalOrder.Sort(graph)![0].Name); // no cycle: not null
    }

    [TestMethod]
    public void Finds_a_cycle()
    {
        var graph = new Graph();
        var a = new Value("a");
        var b = new Value("b");
        graph.Append(new Node("Neg", [a], [b]));
        graph.Append(new Node("Neg", [b], [a]));

        Assert.IsNull(TopologicalOrder.Sort(graph));
    }

    [TestMethod]
    public void Lists_captured_values_of_inputs_and_outputs()
    {
        var model = SmallModels.Branch();
        var h = SmallModels.NodeOf(model, "relu").Output(0);

        CollectionAssert.AreEqual(new[] { h, h }, TopologicalOrder.CapturedValues(SmallModels.NodeOf(model, "if")).ToList());
        Assert.IsEmpty(TopologicalOrder.CapturedValues(SmallModels.NodeOf(model, "relu")));
    }
}
