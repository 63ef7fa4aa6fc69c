using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class GraphReaderTests
{
    [TestMethod]
    public void Makes_one_value_of_a_name_and_links_it_both_ways()
    {
        var model = Read(Protos.FromXToY([Protos.Node("Add", ["x", "w"], ["h"]), Protos.Node("Mul", ["h", "h"], ["y"])], Protos.Floats("w", 1, 2)));

        var (add, mul) = (model.Graph.Nodes.First(), model.Graph.Nodes.Last());
        Assert.AreSame(model.Graph.Inputs[0], add.Inputs[0]);
        Assert.AreSame(model.Graph.Initializers[0], add.Inputs[1]);
        Assert.AreSame(add.Output(0), mul.Inputs[1]);
        CollectionAssert.AreEquivalent(new[] { new Use(mul, 0), new Use(mul, 1) }, add.Output(0).Uses.ToList());
        Assert.AreSame(mul.Output(0), model.Graph.Outputs[0]);
        Assert.IsTrue(mul.Output(0).IsGraphOutput);
    }

    [TestMethod]
    public void Makes_absent_inputs_and_outputs_null()
    {
        var node = Read(Protos.FromXToY([Protos.Node("Custom", ["", "x"], ["y", ""])])).Graph.Nodes.Single();

        Assert.IsNull(node.Inputs[0]);
        Assert.IsNotNull(node.Inputs[1]);
        Assert.IsNull(node.Outputs[1]);
    }

    [TestMethod]
    public void Captured_values_are_the_same_objects()
    {
        var model = Read(Zoo("nested Ifs that capture across two levels"));

        var graphs = model.Graph.SelfAndSubgraphs().ToDictionary(graph => graph.Name);
        var add = graphs["innerThen"].Nodes.Single();
        Assert.AreSame(graphs["middle"].Nodes.First().Output(0), add.Inputs[0]);
        Assert.AreSame(graphs["main"].Initializers[0], add.Inputs[1]);
        Assert.AreSame(graphs["main"].Nodes.First().Output(0), graphs["else"].Nodes.Single().Inputs[0]);
        Assert.AreSame(graphs["middle"].Nodes.Last(), graphs["innerThen"].OwnerNode);
    }

    [TestMethod]
    public void An_inner_name_shadows_an_outer_one()
    {
        var model = Read(Zoo("nested Ifs that shadow a name"));

        var graphs = model.Graph.SelfAndSubgraphs().ToDictionary(graph => graph.Name);
        Assert.AreSame(graphs["middle"].Nodes.First().Output(0), graphs["innerThen"].Nodes.Single().Inputs[0]);
        Assert.AreSame(graphs["main"].Nodes.First().Output(0), graphs["else"].Nodes.Single().Inputs[0]);
    }

    [TestMethod]
    public void A_subgraph_output_may_be_an_outer_value()
    {
        var model = Read(Zoo("If with an outer value as output"));

        var outer = model.Graph.Nodes.First().Output(0);
        Assert.AreSame(outer, model.Graph.SelfAndSubgraphs().Single(graph => graph.Name == "else").Outputs[0]);
        Assert.AreEqual(1, outer.GraphOutputCount);
    }

    [TestMethod]
    public void Sorts_nodes_that_are_not_sorted_and_moves_no_others()
    {
        var then = Protos.Graph("then", [], [Protos.Node("Neg", ["late"], ["n"])], [Protos.Info("n")]);
        var model = Read(Protos.FromXToY([
            Protos.Node("Abs", ["x"], ["first"]),
            Protos.Node("If", ["c"], ["y"], Protos.Subgraph("then_branch", then), Protos.Subgraph("else_branch", then.Clone())),
            Protos.Node("Cast", ["x"], ["c"]),
            Protos.Node("Relu", ["x"], ["late"]),
        ]));

        CollectionAssert.AreEqual(new[] { "Abs", "Cast", "Relu", "If" }, model.Graph.Nodes.Select(node => node.OpType).ToArray());
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void Keeps_the_order_of_sorted_nodes()
    {
        var model = Read(Protos.FromXToY([Protos.Node("Neg", ["x"], ["b"]), Protos.Node("Abs", ["x"], ["a"]), Protos.Node("Add", ["a", "b"], ["y"])]));

        CollectionAssert.AreEqual(new[] { "Neg", "Abs", "Add" }, model.Graph.Nodes.Select(node => node.OpType).ToArray());
    }

    [TestMethod]
    public void Takes_types_from_inputs_outputs_and_value_info()
    {
        var message = Protos.FromXToY([Protos.Node("Neg", ["x"], ["h"]), Protos.Node("Neg", ["h"], ["y"])]);
        message.Graph.ValueInfo.Add(Protos.Info("h", ElementType.Float16, "n", 3));

        var model = Read(message);

        Assert.AreEqual(TensorType.Of(ElementType.Float, new Shape(2)), model.Graph.Inputs[0].Type);
        Assert.AreEqual(new TensorType(ElementType.Float16, [Dimension.Named("n"), Dimension.Of(3)]), model.Graph.Nodes.First().Output(0).Type);
        Assert.AreEqual(TensorType.Of(ElementType.Float, new Shape(2)), model.Graph.Outputs[0].Type);
    }

    [TestMethod]
    public void Keeps_the_declared_type_of_an_overridable_initializer()
    {
        var model = Read(Zoo("overridable initializer with a free axis"));

        Assert.AreEqual("Float[n]", model.Graph.Initializers[0].Type?.ToString());
        CollectionAssert.AreEqual(new[] { model.Graph.Inputs[0] }, model.Graph.RequiredInputs.ToArray());
    }

    [TestMethod]
    public void Believes_the_data_of_an_initializer_when_the_declared_shape_contradicts_it()
    {
        var message = Zoo("overridable initializer with a free axis");
        message.Graph.Input[1] = Protos.Info("w", ElementType.Float, 3);

        var model = Read(message);

        Assert.AreEqual("Float[2]", model.Graph.Initializers[0].Type?.ToString());
        Assert.IsEmpty(GraphVerifier.Check(model));
    }

    [TestMethod]
    public void A_sparse_initializer_is_no_required_input()
    {
        var model = Read(Zoo("sparse initializer that is an input"));

        Assert.IsTrue(model.Graph.Initializers.Single().IsSparse);
        CollectionAssert.AreEqual(new[] { "x" }, model.Graph.RequiredInputs.Select(input => input.Name).ToArray());
    }

    [TestMethod]
    public void Refuses_what_contradicts_itself()
    {
        AssertInvalid("'nowhere'", Protos.FromXToY([Protos.Node("Neg", ["nowhere"], ["y"])]));
        AssertInvalid("'y'", Protos.FromXToY([]));
        AssertInvalid("'y' is defined twice", Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"]), Protos.Node("Abs", ["x"], ["y"])]));
        AssertInvalid("'y' is defined twice", Protos.FromXToY([Protos.Node("Split", ["x"], ["y", "y"])]));
        AssertInvalid("'x' is defined twice", Protos.FromXToY([Protos.Node("Neg", ["x"], ["x"]), Protos.Node("Neg", ["x"], ["y"])]));
        AssertInvalid("'w' is defined twice", Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])], Protos.Floats("w", 1), Protos.Floats("w", 1)));
        AssertInvalid("no name", Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])], Protos.Floats("", 1)));
        var otherType = Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])], Protos.Raw("x", ElementType.Int32, [2], new byte[8]));
        AssertInvalid("initializer 'x' is declared as Float[2] but holds Int32[2]", otherType);
        AssertInvalid("no operator type", Protos.FromXToY([Protos.Node("", ["x"], ["y"])]));
        AssertInvalid("cycle", Protos.FromXToY([Protos.Node("Add", ["x", "y"], ["y"])]));
        AssertInvalid("cycle", Protos.FromXToY([Protos.Node("Add", ["x", "y"], ["h"]), Protos.Node("Neg", ["h"], ["y"])]));
    }

    [TestMethod]
    public void Refuses_attributes_that_contradict_themselves()
    {
        var number = new AttributeProto { Name = "a", Type = AttributeProto.Types.AttributeType.Int, I = 1 };
        AssertInvalid("'a'", WithAttributes(number, number));
        AssertInvalid("without a name", WithAttributes(new AttributeProto { Type = AttributeProto.Types.AttributeType.Int }));
        AssertInvalid("holds no tensor", WithAttributes(new AttributeProto { Name = "a", Type = AttributeProto.Types.AttributeType.Tensor }));
        AssertInvalid("holds no graph", WithAttributes(new AttributeProto { Name = "a", Type = AttributeProto.Types.AttributeType.Graph }));
        AssertInvalid("more than 4096 attributes", WithAttributes([.. Enumerable.Range(0, 5000).Select(i => new AttributeProto { Name = $"a{i}", I = i })]));

        static ModelProto WithAttributes(params AttributeProto[] attributes) => Protos.FromXToY([Protos.Node("Custom", ["x"], ["y"], attributes)]);
    }

    [TestMethod]
    public void Refuses_an_inner_value_used_outside()
    {
        var then = Protos.Graph("then", [], [Protos.Node("Neg", ["x"], ["inner"])], [Protos.Info("inner")]);

        AssertInvalid("'inner'", Protos.FromXToY([
            Protos.Node("If", ["x"], ["r"], Protos.Subgraph("then_branch", then)),
            Protos.Node("Neg", ["inner"], ["y"]),
        ]));
    }

    private static ModelProto Zoo(string name) => ModelZoo.All.Single(model => model.Name == name).Message;

    private static Model Read(ModelProto message) => OnnxReader.Parse(message.ToByteArray());

    private static void AssertInvalid(string part, ModelProto message)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => Read(message));
        Assert.AreEqual(Codes.InvalidModel, error.Diagnostic.Code);
        Assert.Contains(part, error.Diagnostic.Message);
    }
}
