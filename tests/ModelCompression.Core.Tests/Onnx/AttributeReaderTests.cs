using System.Text;
using Google.Protobuf;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using static ModelCompression.Onnx.Schema.AttributeProto.Types;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class AttributeReaderTests
{
    [TestMethod]
    public void Numbers_and_texts_become_values()
    {
        Assert.AreEqual(0.5f, Read(new AttributeProto { Type = AttributeType.Float, F = 0.5f }).Value);
        Assert.AreEqual(-7L, Read(new AttributeProto { Type = AttributeType.Int, I = -7 }).Value);
        CollectionAssert.AreEqual(new[] { 1f, 2f }, (float[]?)Read(new AttributeProto { Type = AttributeType.Floats, Floats = { 1, 2 } }).Value);
        CollectionAssert.AreEqual(new[] { 1L, 2L }, (long[]?)Read(new AttributeProto { Type = AttributeType.Ints, Ints = { 1, 2 } }).Value);
        Assert.AreEqual("é", Text(Read(new AttributeProto { Type = AttributeType.String, S = Protos.Text("é") }).Value));
        var texts = (ReadOnlyMemory<byte>[]?)Read(new AttributeProto { Type = AttributeType.Strings, Strings = { Protos.Text("a"), Protos.Text("") } }).Value;
        CollectionAssert.AreEqual(new[] { "a", "" }, texts?.Select(text => Text(text)).ToArray());
    }

    [TestMethod]
    public void Tensors_and_graphs_become_objects()
    {
        var tensor = Protos.Floats("t", 1, 2);
        var graph = Protos.Graph("sub", [], [Protos.Node("Neg", ["x"], ["n"])], [Protos.Info("n")]);

        Assert.IsTrue(TensorData.Floats(new Shape(2), 1, 2).ContentEquals((TensorData?)Read(Protos.Value(tensor)).Value ?? TensorData.Scalar(0)));
        Assert.HasCount(2, (TensorData[]?)Read(new AttributeProto { Type = AttributeType.Tensors, Tensors = { tensor, tensor } }).Value ?? []);
        Assert.AreEqual("sub", Read(Protos.Subgraph("g", graph)).Graphs.Single().Name);
        Assert.HasCount(2, Read(new AttributeProto { Type = AttributeType.Graphs, Graphs = { graph, graph } }).Graphs);
    }

    [TestMethod]
    public void Kinds_the_IR_does_not_model_have_no_value_but_keep_their_kind()
    {
        var reference = Read(new AttributeProto { Type = AttributeType.Float, RefAttrName = "outer" });
        Assert.AreEqual(AttributeKind.Float, reference.Kind);
        Assert.IsNull(reference.Value);
        Assert.IsNull(Read(new AttributeProto { Type = AttributeType.TypeProto, Tp = Protos.Info("x").Type }).Value);
        Assert.AreEqual(AttributeKind.TypeProtos, Read(new AttributeProto { Type = AttributeType.TypeProtos }).Kind);
    }

    [TestMethod]
    public void Without_a_type_the_field_that_is_set_tells_the_kind()
    {
        Assert.AreEqual(1L, Read(new AttributeProto { I = 1 }).Value);
        Assert.AreEqual(1f, Read(new AttributeProto { F = 1 }).Value);
        Assert.AreEqual(AttributeKind.Ints, Read(new AttributeProto { Ints = { 1 } }).Kind);
        Assert.AreEqual(AttributeKind.Tensor, Read(new AttributeProto { T = Protos.Floats("", 1) }).Kind);
        Assert.AreEqual(AttributeKind.Undefined, Read(new AttributeProto()).Kind);
    }

    private static Attribute Read(AttributeProto attribute)
    {
        attribute.Name = "a";
        return OnnxReader.Parse(Protos.FromXToY([Protos.Node("Custom", ["x"], ["y"], attribute)]).ToByteArray()).Graph.Nodes.Single().Attributes.Single();
    }

    private static string Text(object? value) => value is ReadOnlyMemory<byte> bytes ? Encoding.UTF8.GetString(bytes.Span) : throw new AssertFailedException($"{value} is no text.");
}
