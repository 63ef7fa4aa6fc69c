using ModelCompression.Compression;
using ModelCompression.Ir;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class NodeNamesTests
{
    [TestMethod]
    public void Every_node_gets_a_name_of_its_own_and_unique_names_stay()
    {
        var model = GraphText.Parse("input x: float[2] a = Neg(x) b = Neg(a) c = Abs(b) d = Abs(c) output d");
        var nodes = model.Graph.Nodes.ToList();
        (nodes[0].Name, nodes[1].Name, nodes[2].Name, nodes[3].Name) = ("", "same", "same", "Neg_0");
        NodeNames.Assign(model);

        CollectionAssert.AreEqual(new[] { "Neg_1", "same", "same_0", "Neg_0" }, nodes.Select(node => node.Name).ToArray());
    }

    [TestMethod]
    public void A_shared_name_is_one_of_two_nodes_in_one_graph()
    {
        var model = GraphText.Parse("input c: bool[] input x: float[2] a = Neg(x) y = If(c) <then_branch=graph { b = Abs(a) output b }, else_branch=graph { d = Neg(a) output d }> output y");
        foreach (var node in NodeNames.All(model))
        {
            node.Name = node.OpType;
        }

        Assert.IsNull(NodeNames.Shared(model));
        model.Graph.Nodes.First().Name = "If";
        Assert.AreEqual("If", NodeNames.Shared(model));
        model.Graph.Nodes.First().Name = model.Graph.Nodes.Last().Name = "";
        Assert.IsNull(NodeNames.Shared(model));
    }

    [TestMethod]
    public void Assigning_twice_changes_nothing()
    {
        var model = GraphText.Parse("input x: float[2] a = Neg(x) b = Neg(a) output b");
        NodeNames.Assign(model);
        var names = model.Graph.Nodes.Select(node => node.Name).ToArray();
        NodeNames.Assign(model);

        CollectionAssert.AreEqual(names, model.Graph.Nodes.Select(node => node.Name).ToArray());
    }

    [TestMethod]
    public void Older_nodes_keep_the_names_that_new_ones_want()
    {
        var model = GraphText.Parse("input x: float[2] a = Neg(x) b = Neg(a) output b");
        var nodes = model.Graph.Nodes.ToList();
        (nodes[0].Name, nodes[1].Name) = ("same", "same");
        NodeNames.Assign(model, new HashSet<Node> { nodes[1] });

        CollectionAssert.AreEqual(new[] { "same_0", "same" }, nodes.Select(node => node.Name).ToArray());
    }
}
