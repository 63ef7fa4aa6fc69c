using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class NodeTests
{
    [TestMethod]
    public void The_long_name_of_the_default_domain_is_the_empty_one()
    {
        var node = new Node("Relu", [], [], domain: "ai.onnx");

        Assert.IsTrue(node.Is("Relu"));
        Assert.IsTrue(node.IsAny("Clip", "Relu"));
        Assert.IsFalse(new Node("Relu", [], [], domain: "test").Is("Relu"));
        Assert.IsFalse(new Node("Relu", [], [], domain: "test").IsAny("Relu"));
    }

    [TestMethod]
    public void Inputs_are_uses_of_their_values()
    {
        var (a, b) = (new Value("a"), new Value("b"));
        var node = new Node("Sum", [a, null, a], []);

        node.SetInput(0, b);
        node.AddInput(b);

        CollectionAssert.AreEqual(new[] { new Use(node, 2) }, a.Uses.ToArray());
        CollectionAssert.AreEqual(new[] { new Use(node, 0), new Use(node, 3) }, b.Uses.ToArray());
        Assert.IsTrue(a.HasSingleUse);
        Assert.IsNull(node.Input(1));
        Assert.IsNull(node.Input(9));
    }

    [TestMethod]
    public void Trimmed_inputs_are_no_uses_any_more()
    {
        var a = new Value("a");
        var node = new Node("Sum", [a, a, a], []);

        node.TrimInputs(1);

        CollectionAssert.AreEqual(new[] { new Use(node, 0) }, a.Uses.ToArray());
        Assert.HasCount(1, node.Inputs);
    }

    [TestMethod]
    public void Outputs_belong_to_one_node()
    {
        var output = new Value("o");
        var node = new Node("Split", [], [null, output]);

        Assert.AreSame(node, output.Producer);
        Assert.AreEqual(1, output.ProducerIndex);
        Assert.ThrowsExactly<InvalidOperationException>(() => new Node("Neg", [], [output]));
        Assert.ThrowsExactly<InvalidOperationException>(() => new Node("Split", [], [new Value("p"), output]));
        Assert.ThrowsExactly<InvalidOperationException>(() => node.Output(0));
    }

    [TestMethod]
    public void An_output_added_to_a_node_in_a_graph_belongs_to_the_graph()
    {
        var graph = new Graph();
        var node = graph.Append(new Node("Split", [], [new Value("a")]));
        var added = new Value("b");

        node.AddOutput(added);

        Assert.AreSame(graph, added.Owner);
        Assert.AreEqual(1, added.ProducerIndex);
    }

    [TestMethod]
    public void Attributes_are_found_by_name_and_replaced_in_place()
    {
        var node = new Node("Custom", [], [], [Attribute.Int("a", 1), Attribute.Float("b", 2), Attribute.String("c", "text")]);

        node.SetAttribute(Attribute.Int("a", 3));

        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, node.Attributes.Select(attribute => attribute.Name).ToArray());
        Assert.AreEqual(3, node.Int("a", 0));
        Assert.AreEqual(2f, node.Float("b", 0));
        Assert.AreEqual("text", node.Text("c", ""));
        Assert.AreEqual(7, node.Int("absent", 7));
        Assert.AreEqual(7, node.Int("b", 7));
        Assert.IsNull(node.Ints("absent"));
    }

    [TestMethod]
    public void Removing_or_replacing_a_subgraph_ends_its_uses()
    {
        var model = SmallModels.Branch();
        var (branch, h) = (SmallModels.NodeOf(model, "if"), SmallModels.NodeOf(model, "relu").Output(0));
        Assert.HasCount(1, h.Uses);
        Assert.AreEqual(1, h.GraphOutputCount);

        branch.RemoveAttribute("then_branch");
        branch.SetAttribute(Attribute.Subgraph("else_branch", new Graph()));

        Assert.IsEmpty(h.Uses);
        Assert.AreEqual(0, h.GraphOutputCount);
    }

    [TestMethod]
    public void Setting_the_same_subgraph_again_keeps_it()
    {
        var model = SmallModels.Branch();
        var branch = SmallModels.NodeOf(model, "if");

        branch.SetAttribute(Attribute.Subgraph("then_branch", branch.Subgraphs.First()));

        Assert.IsEmpty(GraphVerifier.Check(model));
        Assert.HasCount(1, branch.Subgraphs.First().Nodes);
    }

    [TestMethod]
    public void Subgraphs_move_with_their_attributes_to_another_node()
    {
        var model = SmallModels.Branch();
        var old = SmallModels.NodeOf(model, "if");
        var moved = new Node("If", old.Inputs.ToList(), [new Value("z")], old.Attributes.ToList(), name: "moved");
        model.Graph.InsertAfter(old, moved);
        model.Graph.SetOutput(0, moved.Output(0));

        model.Graph.Remove(old);

        Assert.IsEmpty(GraphVerifier.Check(model));
        Assert.HasCount(1, moved.Subgraphs.First().Nodes);
    }
}
