using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class DeclaredTypesTests
{
    [TestMethod]
    public void Every_modelled_type_comes_back()
    {
        foreach (var element in Enum.GetValues<ElementType>().Where(element => element != ElementType.Undefined))
        {
            foreach (var type in new TensorType[] { new(element, null), new(element, []), new(element, [Dimension.Of(0), Dimension.Named("n"), Dimension.Unknown]) })
            {
                Assert.AreEqual(type, DeclaredTypes.Read(DeclaredTypes.Write(type)));
            }
        }
    }

    [TestMethod]
    public void What_is_no_dense_tensor_of_a_known_type_has_no_type()
    {
        Assert.IsNull(DeclaredTypes.Read(null));
        Assert.IsNull(DeclaredTypes.Read(new TypeProto()));
        Assert.IsNull(DeclaredTypes.Read(new TypeProto { SequenceType = new TypeProto.Types.Sequence() }));
        Assert.IsNull(DeclaredTypes.Read(Protos.Info("x", ElementType.Undefined, 2).Type));
        Assert.IsNull(DeclaredTypes.Read(Protos.Info("x", (ElementType)99, 2).Type));
    }

    [TestMethod]
    public void Negative_sizes_and_empty_symbols_are_unknown() =>
        Assert.AreEqual("Float[?,?,2]", DeclaredTypes.Read(Protos.Info("x", ElementType.Float, -1, "", 2).Type)?.ToString());

    [TestMethod]
    [DataRow(new[] { 2L }, new[] { 2L }, true)]
    [DataRow(new[] { 2L }, new[] { 3L }, false)]
    [DataRow(new[] { 2L }, new[] { 2L, 1 }, false)]
    [DataRow(new[] { 2L, -1 }, new[] { -1, 3L }, true)]
    [DataRow(null, new[] { 3L }, true)]
    public void Types_are_compatible_when_a_tensor_can_be_of_both(long[]? first, long[]? second, bool expected)
    {
        var (one, other) = (Type(ElementType.Float, first), Type(ElementType.Float, second));

        Assert.AreEqual(expected, DeclaredTypes.AreCompatible(one, other));
        Assert.AreEqual(expected, DeclaredTypes.AreCompatible(other, one));
        Assert.IsFalse(DeclaredTypes.AreCompatible(one, Type(ElementType.Double, second)));
        Assert.IsTrue(DeclaredTypes.AreCompatible(null, other));

        static TensorType Type(ElementType element, long[]? dims) =>
            new(element, dims?.Select(dim => dim < 0 ? Dimension.Unknown : Dimension.Of(dim)).ToArray());
    }
}
