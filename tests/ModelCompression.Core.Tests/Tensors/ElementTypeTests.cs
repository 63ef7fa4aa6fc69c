using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Tensors;

[TestClass]
public sealed class ElementTypeTests
{
    [TestMethod]
    public void Every_type_but_strings_has_a_size()
    {
        var without = Enum.GetValues<ElementType>().Where(element => element.Bits() == 0);

        CollectionAssert.AreEqual(new[] { ElementType.Undefined, ElementType.String }, without.ToArray());
    }

    [TestMethod]
    [DataRow(ElementType.Int4, 0L, 0L)]
    [DataRow(ElementType.Int4, 1L, 1L)]
    [DataRow(ElementType.Int4, 4L, 2L)]
    [DataRow(ElementType.UInt2, 5L, 2L)]
    [DataRow(ElementType.BFloat16, 3L, 6L)]
    [DataRow(ElementType.Complex128, 3L, 48L)]
    public void Sizes_round_up_to_whole_bytes(ElementType element, long count, long sizeBytes) => Assert.AreEqual(sizeBytes, element.SizeBytes(count));

    [TestMethod]
    public void Sizes_beyond_64_bits_are_refused() => Assert.ThrowsExactly<OverflowException>(() => ElementType.Float.SizeBytes(long.MaxValue));
}
