using ModelCompression.Data.Arrays;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Arrays;

[TestClass]
public sealed class ElementCastTests
{
    private static readonly Shape Three = new(3);

    [TestMethod]
    public void Casts_between_numbers_without_loss()
    {
        var bytes = TensorData.Of(ElementType.Int64, Three, new long[] { -1, 0, 100 }).Bytes;
        foreach (var to in new[] { ElementType.Int8, ElementType.Int16, ElementType.Int32, ElementType.Int64, ElementType.Float, ElementType.Double, ElementType.Float16, ElementType.BFloat16 })
        {
            var cast = ElementCast.Cast(ElementType.Int64, bytes, Three, to, "it");

            Assert.AreEqual(to, cast.Element);
            CollectionAssert.AreEqual(new long[] { -1, 0, 100 }, cast.ToInt64s());
        }
    }

    [TestMethod]
    public void Keeps_all_64_bits()
    {
        var bytes = TensorData.Of(ElementType.UInt64, Three, new ulong[] { 0, 1, long.MaxValue }).Bytes;

        CollectionAssert.AreEqual(new[] { 0, 1, long.MaxValue }, ElementCast.Cast(ElementType.UInt64, bytes, Three, ElementType.Int64, "it").ToInt64s());
    }

    [TestMethod]
    public void Takes_whole_floats_for_integers()
    {
        var cast = ElementCast.Cast(ElementType.Float, TensorData.Floats(Three, 1, 0, 255).Bytes, Three, ElementType.UInt8, "it");

        CollectionAssert.AreEqual(new byte[] { 1, 0, 255 }, cast.Bytes.ToArray());
    }

    [TestMethod]
    [DataRow(ElementType.UInt8, 256f)]
    [DataRow(ElementType.UInt8, -1f)]
    [DataRow(ElementType.Int64, 0.5f)]
    [DataRow(ElementType.Int64, float.NaN)]
    [DataRow(ElementType.Int64, 1e19f)]
    [DataRow(ElementType.Bool, 2f)]
    public void Refuses_what_would_be_lost(ElementType to, float value) => Coded.Error(
        "MC2004", () => ElementCast.Cast(ElementType.Float, TensorData.Floats(Three, 0, 0, value).Bytes, Three, to, "Array 'x'"), "Array 'x': element 2");

    [TestMethod]
    public void Rounds_to_nearest_even()
    {
        var cast = ElementCast.Cast(ElementType.Float, TensorData.Floats(Three, 1.00390625f, 1.01171875f, float.NaN).Bytes, Three, ElementType.BFloat16, "it");

        CollectionAssert.AreEqual(new ushort[] { 0x3F80, 0x3F82, 0x7FC0 }, cast.AsSpan<ushort>().ToArray());
    }

    [TestMethod]
    public void Refuses_types_without_a_cast() => Coded.Error("MC2004", () => ElementCast.Require(ElementType.Float, ElementType.Float8E4M3Fn, "It"));
}
