using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class GraphTests
{
    [TestMethod]
    public void Nodes_are_inserted_where_asked()
    {
        var model = SmallModels.Chain();
        var graph = model.Graph;
        var relu = SmallModels.NodeOf(model, "relu");

        graph.InsertBefore(relu, new Node("A", [], []));
        graph.InsertAfter(relu, new Node("C", [], []));
        graph.InsertAfter(relu, new Node("B", [], []));

        CollectionAssert.AreEqual(new[] { "Add", "A", "Relu", "B", "C" }, graph.Nodes.Select(node => node.OpType).ToArray());
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void A_node_is_in_one_graph_once()
    {
        var model = SmallModels.Chain();
        var add = SmallModels.NodeOf(model, "add");

        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.Append(add));
        Assert.ThrowsExactly<InvalidOperationException>(() => new Graph().InsertAfter(add, new Node("A", [], [])));
        Assert.HasCount(2, model.Graph.Nodes);
    }

    [TestMethod]
    public void A_node_whose_output_is_used_cannot_be_removed()
    {
        var model = SmallModels.Chain();

        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.Remove(SmallModels.NodeOf(model, "add")));
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.Remove(SmallModels.NodeOf(model, "relu")));
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void A_removed_node_uses_nothing_and_can_come_back()
    {
        var model = SmallModels.Chain();
        var (add, relu) = (SmallModels.NodeOf(model, "add"), SmallModels.NodeOf(model, "relu"));
        model.Graph.SetOutput(0, add.Output(0));

        model.Graph.Remove(relu);

        Assert.IsNull(relu.Graph);
        Assert.IsEmpty(add.Output(0).Uses);
        Assert.IsEmpty(GraphVerifier.Check(model));
        relu.SetInput(0, add.Output(0));
        model.Graph.Append(relu);
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void Removing_a_node_empties_its_subgraphs()
    {
        var model = SmallModels.Branch();
        var h = SmallModels.NodeOf(model, "relu").Output(0);
        model.Graph.SetOutput(0, h);

        model.Graph.Remove(SmallModels.NodeOf(model, "if"));

        Assert.IsEmpty(h.Uses);
        Assert.AreEqual(1, h.GraphOutputCount);
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void SetOutput_moves_the_count()
    {
        var model = SmallModels.Chain();
        var (old, now) = (model.Graph.Outputs[0], SmallModels.NodeOf(model, "add").Output(0));

        model.Graph.SetOutput(0, now);

        Assert.IsFalse(old.IsGraphOutput);
        Assert.AreEqual(1, now.GraphOutputCount);
    }

    [TestMethod]
    public void A_value_has_one_origin()
    {
        var graph = SmallModels.Chain().Graph;
        var produced = graph.Nodes.First().Output(0);

        Assert.ThrowsExactly<InvalidOperationException>(() => graph.AddInput(produced));
        Assert.ThrowsExactly<InvalidOperationException>(() => graph.AddInput(graph.Inputs[0]));
        Assert.ThrowsExactly<InvalidOperationException>(() => graph.AddInitializer(produced, TensorData.Scalar(1)));
        Assert.ThrowsExactly<InvalidOperationException>(() => graph.AddInitializer(graph.Initializers[0], TensorData.Scalar(1)));
        Assert.ThrowsExactly<InvalidOperationException>(() => new Graph().AddInitializer(graph.Inputs[0], TensorData.Scalar(1)));
    }

    [TestMethod]
    public void An_input_with_a_stored_tensor_is_not_required_and_constant_only_when_callers_cannot_override_it()
    {
        var graph = SmallModels.Chain().Graph;
        var input = graph.Inputs[0];

        graph.AddInitializer(input, TensorData.Floats(new Shape(2), 1, 2));

        Assert.IsEmpty(graph.RequiredInputs);
        Assert.IsNotNull(input.Initializer);
        Assert.IsNull(input.Constant);
        graph.InitializersCanBeOverridden = false;
        Assert.AreSame(input.Initializer, input.Constant);
        Assert.ThrowsExactly<InvalidOperationException>(() => graph.AddInitializer(input, TensorData.Scalar(1)));
    }

    [TestMethod]
    public void Only_unused_initializers_can_be_removed()
    {
        var model = SmallModels.Chain();
        var (used, unused) = (model.Graph.Initializers[0], model.Graph.AddInitializer("unused", TensorData.Scalar(1)));

        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.RemoveInitializers(_ => true));
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.RemoveInitializer(used));
        Assert.HasCount(2, model.Graph.Initializers);
        Assert.AreEqual(1, model.Graph.RemoveInitializers(value => value.Uses.Count == 0));

        CollectionAssert.AreEqual(new[] { used }, model.Graph.Initializers.ToArray());
        Assert.IsNull(unused.Initializer);
        Assert.IsNull(unused.Owner);
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.RemoveInitializer(unused));
    }

    [TestMethod]
    public void An_initializer_callers_may_override_is_part_of_the_signature_and_stays()
    {
        var model = SmallModels.Chain();
        var input = new Value("extra");
        model.Graph.AddInput(input);
        model.Graph.AddInitializer(input, TensorData.Scalar(1));

        Assert.AreEqual(0, model.Graph.RemoveInitializers(value => value == input));
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Graph.RemoveInitializer(input));
        Assert.IsNotNull(input.Initializer);
    }

    [TestMethod]
    public void An_initializer_that_is_an_input_only_by_an_old_rule_goes_with_the_input()
    {
        var model = SmallModels.Chain();
        model.Graph.InitializersCanBeOverridden = false;
        var input = new Value("extra");
        model.Graph.AddInput(input);
        model.Graph.AddInitializer(input, TensorData.Scalar(1));

        Assert.AreEqual(1, model.Graph.RemoveInitializers(value => value == input));

        CollectionAssert.AreEqual(new[] { "x" }, model.Graph.Inputs.Select(value => value.Name).ToArray());
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void A_sparse_initializer_can_be_removed()
    {
        var model = SmallModels.Chain();
        model.Graph.AddSparseInitializer(new Value("s") { IsSparse = true });

        Assert.AreEqual(1, model.Graph.RemoveInitializers(value => value.IsSparse));
        Assert.HasCount(1, model.Graph.Initializers);
    }

    [TestMethod]
    public void Reorder_takes_exactly_the_nodes_of_the_graph()
    {
        var graph = SmallModels.Chain().Graph;
        var nodes = graph.Nodes.ToList();

        Assert.ThrowsExactly<ArgumentException>(() => graph.Reorder([nodes[0]]));
        Assert.ThrowsExactly<ArgumentException>(() => graph.Reorder([nodes[0], nodes[0]]));
        Assert.ThrowsExactly<ArgumentException>(() => graph.Reorder([nodes[0], new Node("A", [], [])]));
        graph.Reorder([nodes[1], nodes[0]]);
        graph.Reorder(nodes);
        CollectionAssert.AreEqual(nodes, graph.Nodes.ToList());
    }

    [TestMethod]
    public void Lists_itself_and_its_subgraphs_outer_first() =>
        CollectionAssert.AreEqual(new[] { "branch", "then", "else" }, SmallModels.Branch().Graph.SelfAndSubgraphs().Select(graph => graph.Name).ToArray());
}
