using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Tensors;

[TestClass]
public sealed class TensorDataTests
{
    [TestMethod]
    public void Holds_bytes_without_copying()
    {
        byte[] bytes = [1, 2, 3];
        var tensor = new TensorData(ElementType.UInt8, new Shape(3), bytes);

        Assert.IsTrue(tensor.Bytes.Span == bytes.AsSpan());
        Assert.AreEqual(3, tensor.SizeBytes);
        Assert.AreEqual("UInt8[3]", tensor.ToString());
    }

    [TestMethod]
    [DataRow(ElementType.Float, 3, 12)]
    [DataRow(ElementType.Int4, 3, 2)]
    [DataRow(ElementType.UInt2, 5, 2)]
    [DataRow(ElementType.Complex128, 1, 16)]
    public void Needs_exactly_the_bytes_of_its_shape(ElementType element, int count, int sizeBytes)
    {
        Assert.AreEqual(sizeBytes, new TensorData(element, new Shape(count), new byte[sizeBytes]).SizeBytes);
        Assert.ThrowsExactly<ArgumentException>(() => new TensorData(element, new Shape(count), new byte[sizeBytes + 1]));
        Assert.ThrowsExactly<ArgumentException>(() => new TensorData(element, new Shape(count), new byte[sizeBytes - 1]));
    }

    [TestMethod]
    public void Types_without_bytes_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new TensorData(ElementType.String, new Shape(0), ReadOnlyMemory<byte>.Empty));
        Assert.ThrowsExactly<ArgumentException>(() => new TensorData(ElementType.Undefined, new Shape(0), ReadOnlyMemory<byte>.Empty));
    }

    [TestMethod]
    public void Reads_lazily_and_once()
    {
        var reads = 0;
        var tensor = new TensorData(ElementType.UInt8, new Shape(2), () =>
        {
            reads++;
            return new byte[] { 1, 2 };
        });
        Assert.AreEqual(2, tensor.SizeBytes);
        Assert.AreEqual(0, reads);

        _ = tensor.Bytes;
        _ = tensor.Reshape(new Shape(1, 2)).Bytes;

        Assert.AreEqual(1, reads);
    }

    [TestMethod]
    public void Gives_spans_only_of_the_elements_size()
    {
        var tensor = TensorData.Floats(new Shape(2), 1.5f, -2);

        CollectionAssert.AreEqual(new[] { 1.5f, -2f }, tensor.AsSpan<float>().ToArray());
        Assert.AreEqual(0x3FC00000, tensor.AsSpan<int>()[0]);
        Assert.ThrowsExactly<InvalidOperationException>(() => tensor.AsSpan<double>().Length);
        Assert.ThrowsExactly<InvalidOperationException>(() => tensor.AsSpan<bool>().Length);
        Assert.ThrowsExactly<InvalidOperationException>(() => new TensorData(ElementType.Int4, new Shape(2), new byte[1]).AsSpan<byte>().Length);
    }

    [TestMethod]
    public void Gives_spans_of_bools_chars_and_halves()
    {
        Assert.IsTrue(new TensorData(ElementType.Bool, new Shape(1), new byte[] { 1 }).AsSpan<bool>()[0]);
        Assert.AreEqual((Half)1, TensorData.Of(ElementType.Float16, new Shape(1), new[] { (Half)1 }).AsSpan<Half>()[0]);
        Assert.AreEqual('A', new TensorData(ElementType.UInt16, new Shape(1), new byte[] { 65, 0 }).AsSpan<char>()[0]);
    }

    [TestMethod]
    public void Strings_and_numbers_do_not_mix()
    {
        var text = Text("a", "bc");

        Assert.AreEqual(3, text.SizeBytes);
        Assert.ThrowsExactly<InvalidOperationException>(() => text.Bytes);
        Assert.ThrowsExactly<InvalidOperationException>(() => TensorData.Scalar(1).Strings);
        Assert.ThrowsExactly<ArgumentException>(() => new TensorData(new Shape(3), text.Strings));
    }

    [TestMethod]
    public void Reshape_keeps_the_content_and_needs_the_same_count()
    {
        var tensor = TensorData.Int64s(new Shape(2, 2), 1, 2, 3, 4);

        var flat = tensor.Reshape(new Shape(4));

        Assert.AreEqual(new Shape(4), flat.Shape);
        CollectionAssert.AreEqual(tensor.Bytes.ToArray(), flat.Bytes.ToArray());
        Assert.AreEqual(2, Text("a", "b").Reshape(new Shape(2, 1)).Strings.Count);
        Assert.ThrowsExactly<ArgumentException>(() => tensor.Reshape(new Shape(3)));
    }

    [TestMethod]
    public void Content_is_equal_bit_for_bit()
    {
        Assert.IsTrue(TensorData.Scalar(float.NaN).ContentEquals(TensorData.Scalar(float.NaN)));
        Assert.IsFalse(TensorData.Scalar(0f).ContentEquals(TensorData.Scalar(-0f)));
        Assert.IsFalse(TensorData.Floats(new Shape(1), 1).ContentEquals(TensorData.Scalar(1)));
        Assert.IsFalse(TensorData.Of(ElementType.Int32, Shape.Scalar, new[] { 0 }).ContentEquals(TensorData.Scalar(0)));
        Assert.IsTrue(Text("a", "bc").ContentEquals(Text("a", "bc")));
        Assert.IsFalse(Text("a", "bc").ContentEquals(Text("ab", "c")));
    }

    [TestMethod]
    public void Of_refuses_values_of_another_size() =>
        Assert.ThrowsExactly<ArgumentException>(() => TensorData.Of(ElementType.Float, new Shape(2), new[] { 1.0, 2.0 }));

    private static TensorData Text(params string[] texts) =>
        new(new Shape(texts.Length), [.. texts.Select(text => new ReadOnlyMemory<byte>(System.Text.Encoding.UTF8.GetBytes(text)))]);

    [TestMethod]
    public void A_copy_keeps_its_content_when_the_memory_of_the_source_changes()
    {
        var bytes = new byte[] { 1, 2, 3 };
        var copy = new TensorData(ElementType.UInt8, new Shape(3), bytes).Copy();
        bytes[0] = 9;

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, copy.Bytes.ToArray());
    }

    [TestMethod]
    public void A_copy_of_texts_holds_the_same_texts()
    {
        var texts = new TensorData(new Shape(1), [new byte[] { 65, 66 }]);

        Assert.IsTrue(texts.Copy().ContentEquals(texts));
    }
}
