using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Core.Tests.Ir;

[TestClass]
public sealed class AttributeTests
{
    [TestMethod]
    public void Factories_set_kind_and_value()
    {
        Assert.AreEqual((AttributeKind.Float, 2f), (Attribute.Float("a", 2).Kind, Attribute.Float("a", 2).Value));
        Assert.AreEqual((AttributeKind.Int, 2L), (Attribute.Int("a", 2).Kind, Attribute.Int("a", 2).Value));
        Assert.AreEqual(AttributeKind.String, Attribute.String("a", "b").Kind);
        Assert.AreEqual(AttributeKind.Strings, Attribute.Strings("a", "b", "c").Kind);
        Assert.AreEqual(AttributeKind.Floats, Attribute.Floats("a").Kind);
        Assert.AreEqual(AttributeKind.Ints, Attribute.Ints("a", 1).Kind);
        Assert.AreEqual(AttributeKind.Tensor, Attribute.Tensor("a", TensorData.Scalar(1)).Kind);
        Assert.AreEqual(AttributeKind.Graph, Attribute.Subgraph("a", new Graph()).Kind);
    }

    [TestMethod]
    public void Only_graph_kinds_hold_graphs()
    {
        var (one, two) = (new Graph(), new Graph());

        CollectionAssert.AreEqual(new[] { one }, Attribute.Subgraph("a", one).Graphs.ToArray());
        CollectionAssert.AreEqual(new[] { one, two }, Attribute.Read("a", AttributeKind.Graphs, new[] { one, two }, "message").Graphs.ToArray());
        Assert.IsEmpty(Attribute.Int("a", 1).Graphs);
    }
}
