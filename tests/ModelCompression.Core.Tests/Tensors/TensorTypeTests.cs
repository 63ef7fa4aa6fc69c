using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Tensors;

[TestClass]
public sealed class TensorTypeTests
{
    [TestMethod]
    public void Knows_a_shape_only_when_every_axis_has_a_size()
    {
        Assert.AreEqual(new Shape(2, 3), TensorType.Of(ElementType.Float, new Shape(2, 3)).KnownShape);
        Assert.AreEqual(Shape.Scalar, TensorType.Of(ElementType.Float, Shape.Scalar).KnownShape);
        Assert.IsNull(new TensorType(ElementType.Float, [Dimension.Of(2), Dimension.Named("n")]).KnownShape);
        Assert.IsNull(new TensorType(ElementType.Float, null).KnownShape);
    }

    [TestMethod]
    public void Is_equal_by_element_and_dimensions()
    {
        var type = new TensorType(ElementType.Float, [Dimension.Of(2), Dimension.Named("n")]);

        Assert.AreEqual(type, new TensorType(ElementType.Float, new List<Dimension> { Dimension.Of(2), Dimension.Named("n") }));
        Assert.AreEqual(type.GetHashCode(), (type with { }).GetHashCode());
        Assert.AreNotEqual(type, new TensorType(ElementType.Float, [Dimension.Of(2), Dimension.Named("m")]));
        Assert.AreNotEqual(type, type with { Element = ElementType.Double });
        Assert.AreNotEqual(type, type with { Dims = null });
        Assert.AreEqual(type with { Dims = null }, new TensorType(ElementType.Float, null));
    }

    [TestMethod]
    public void Prints_for_messages()
    {
        Assert.AreEqual("Float[2,n,?]", new TensorType(ElementType.Float, [Dimension.Of(2), Dimension.Named("n"), Dimension.Unknown]).ToString());
        Assert.AreEqual("Float[...]", new TensorType(ElementType.Float, null).ToString());
    }
}
