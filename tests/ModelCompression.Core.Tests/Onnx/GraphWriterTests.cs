using Google.Protobuf;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class GraphWriterTests
{
    [TestMethod]
    public void Writes_a_model_built_from_nothing()
    {
        var graph = new Graph { Name = "made" };
        var x = new Value("x", new TensorType(ElementType.Float, [Dimension.Named("n"), Dimension.Unknown, Dimension.Of(3)]));
        graph.AddInput(x);
        var w = graph.AddInitializer("w", TensorData.Floats(new Shape(3), 1, 2, 3));
        var body = new Graph { Name = "body" };
        var inner = new Value("inner");
        body.Append(new Node("Neg", [x], [inner]));
        body.AddOutput(inner);
        var y = new Value("y");
        Attribute[] attributes =
        [
            Attribute.Float("f", 0.5f), Attribute.Int("i", -1), Attribute.String("s", "é"), Attribute.Floats("fs", 1, 2), Attribute.Ints("is", 3),
            Attribute.Tensor("t", new TensorData(new Shape(1), [new ReadOnlyMemory<byte>([65])])), Attribute.Subgraph("g", body),
        ];
        graph.Append(new Node("Custom", [x, null, w], [null, y], attributes, "test", "custom"));
        graph.AddOutput(y);

        var written = Write(new Model(graph, 9, [KeyValuePair.Create("", 18L), KeyValuePair.Create("test", 2L)]));

        var expected = Protos.Graph("made", [Protos.Info("x", ElementType.Float, "n", "", 3)], [Protos.Node("Custom", ["x", "", "w"], ["", "y"],
            new AttributeProto { Name = "f", Type = AttributeProto.Types.AttributeType.Float, F = 0.5f },
            new AttributeProto { Name = "i", Type = AttributeProto.Types.AttributeType.Int, I = -1 },
            new AttributeProto { Name = "s", Type = AttributeProto.Types.AttributeType.String, S = Protos.Text("é") },
            new AttributeProto { Name = "fs", Type = AttributeProto.Types.AttributeType.Floats, Floats = { 1, 2 } },
            new AttributeProto { Name = "is", Type = AttributeProto.Types.AttributeType.Ints, Ints = { 3 } },
            Protos.Value(Protos.Tensor("", ElementType.String, [1], t => t.StringData.Add(Protos.Text("A")))),
            Protos.Subgraph("g", Protos.Graph("body", [], [Protos.Node("Neg", ["x"], ["inner"])], [new ValueInfoProto { Name = "inner" }])))],
            [new ValueInfoProto { Name = "y" }],
            Protos.Raw("w", ElementType.Float, [3], 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64));
        expected.Node[0].Attribute[5].Name = "t";
        (expected.Node[0].Domain, expected.Node[0].Name) = ("test", "custom");
        expected.Input[0].Type.TensorType.Shape.Dim[1].ClearValue();
        Assert.AreEqual(expected, written.Graph);
        Assert.AreEqual(9, written.IrVersion);
    }

    [TestMethod]
    public void A_changed_type_replaces_the_declared_one_and_keeps_the_rest()
    {
        var model = Read(Zoo("value_info"));
        model.Graph.Nodes.First().Output(0).Type = TensorType.Of(ElementType.Float16, new Shape(4));

        var info = Write(model).Graph.ValueInfo.Single(info => info.Name == "a");

        Assert.AreEqual(Protos.Info("a", ElementType.Float16, 4).Type, info.Type);
        Assert.AreEqual("sum", info.DocString);
        Assert.AreEqual("v", info.MetadataProps[0].Value);
    }

    [TestMethod]
    public void A_forgotten_type_is_not_declared()
    {
        var model = Read(Zoo("value_info"));
        model.Graph.Nodes.First().Output(0).Type = null;

        Assert.IsNull(Write(model).Graph.ValueInfo.Single(info => info.Name == "a").Type);
    }

    [TestMethod]
    public void A_second_output_declaration_yields_to_a_changed_type()
    {
        var model = Read(Zoo("an input that is an output, and an output twice"));
        model.Graph.Inputs[0].Type = TensorType.Of(ElementType.Double, new Shape(2));

        var output = Write(model).Graph.Output[1];

        Assert.AreEqual(Protos.Info("x", ElementType.Double, 2).Type, output.Type);
        Assert.AreEqual("the input as an output", output.DocString);
    }

    [TestMethod]
    public void A_replaced_initializer_is_written_anew_and_the_others_as_they_were()
    {
        var model = Read(Zoo("metadata and doc strings on every level"));
        var node = model.Graph.Nodes.Single();
        node.SetInput(1, model.Graph.AddInitializer("w2", TensorData.Floats(new Shape(2), 3, 4)));
        model.Graph.RemoveInitializers(value => value.Uses.Count == 0);

        var written = Write(model).Graph;

        Assert.AreEqual(Protos.Raw("w2", ElementType.Float, [2], 0, 0, 64, 64, 0, 0, 128, 64), written.Initializer.Single());
        Assert.AreEqual("adds", written.Node[0].DocString);
        Assert.AreEqual("fast", written.Node[0].Overload);
    }

    [TestMethod]
    public void An_output_keeps_its_declaration_when_its_producer_is_replaced()
    {
        var model = Read(Zoo("metadata and doc strings on every level"));
        new GraphEditor(model).Replace(model.Graph.Nodes.Single(), "Mul", model.Graph.Nodes.Single().Inputs.ToList());

        var written = Write(model).Graph;

        Assert.AreEqual(Zoo("metadata and doc strings on every level").Graph.Output[0], written.Output[0]);
        Assert.AreEqual("y", written.Node[0].Output[0]);
    }

    [TestMethod]
    public void A_quantization_annotation_follows_renamed_values_and_goes_with_removed_ones()
    {
        var model = Read(Zoo("quantization annotations"));
        model.Graph.Nodes.First().Output(0).Name = "hidden";
        model.Graph.Initializers[0].Name = "scale";

        var annotation = Write(model).Graph.QuantizationAnnotation.Single();
        Assert.AreEqual("hidden", annotation.TensorName);
        CollectionAssert.AreEqual(new[] { "scale", "h_zero" }, annotation.QuantParameterTensorNames.Select(entry => entry.Value).ToArray());

        model.Graph.RemoveInitializer(model.Graph.Initializers[0]);
        Assert.IsEmpty(Write(model).Graph.QuantizationAnnotation);
    }

    [TestMethod]
    public void A_sharding_spec_follows_a_value_that_gets_another_name()
    {
        var model = Read(Zoo("device configurations"));
        model.Graph.AddInput(new Value("w", TensorType.Of(ElementType.Float, Shape.Scalar)));

        var written = Write(model).Graph;

        Assert.AreEqual("w_1", written.Node[0].Input[1]);
        Assert.AreEqual("w_1", written.Node[0].DeviceConfigurations[0].ShardingSpec[0].TensorName);
    }

    [TestMethod]
    public void Raising_the_ir_version_does_not_make_initializers_overridable()
    {
        var model = Read(Zoo("initializers as inputs, IR 3"));
        model.IrVersion = 8;

        CollectionAssert.AreEqual(new[] { "x" }, Write(model).Graph.Input.Select(input => input.Name).ToArray());
    }

    [TestMethod]
    public void A_new_initializer_is_an_input_where_the_ir_version_demands_it()
    {
        var model = Read(Zoo("initializers as inputs, IR 3"));
        model.Graph.AddInitializer("new", TensorData.Scalar(1));

        CollectionAssert.AreEqual(new[] { "x", "w", "new" }, Write(model).Graph.Input.Select(input => input.Name).ToArray());
    }

    [TestMethod]
    public void A_declaration_of_an_unknown_name_goes_when_the_name_is_taken()
    {
        var model = Read(Zoo("unused names in value_info"));
        model.Graph.AddInitializer("gone", TensorData.Scalar(1));

        Assert.IsEmpty(Write(model).Graph.ValueInfo);
    }

    private static ModelProto Zoo(string name) => ModelZoo.All.Single(model => model.Name == name).Message;

    private static Model Read(ModelProto message) => OnnxReader.Parse(message.ToByteArray());

    private static ModelProto Write(Model model) => ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(model));
}
