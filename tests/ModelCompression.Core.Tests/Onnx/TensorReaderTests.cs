using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class TensorReaderTests
{
    private static readonly ModelSource Source = new("m.onnx", null);

    private static IEnumerable<object[]> Samples => TensorSamples.All.Select(sample => new object[] { sample.Name });

    [TestMethod]
    public void Samples_cover_every_type_raw_and_typed()
    {
        var all = Enum.GetValues<ElementType>().Where(element => element != ElementType.Undefined).Order().ToArray();

        CollectionAssert.AreEqual(all.Where(element => element != ElementType.String).ToArray(), TensorSamples.RawOnes.Select(Element).Order().ToArray());
        CollectionAssert.AreEqual(all, TensorSamples.TypedOnes.Select(Element).Order().ToArray());

        static ElementType Element(TensorSample sample) => (ElementType)sample.Message.DataType;
    }

    [TestMethod]
    [DynamicData(nameof(Samples))]
    public void Decodes_every_type_and_encoding_to_dense_bytes(string name)
    {
        var sample = TensorSamples.All.Single(sample => sample.Name == name);

        var data = TensorReader.Read(sample.Message, Source, "t");

        Assert.AreEqual((ElementType)sample.Message.DataType, data.Element);
        Assert.AreEqual(new Shape(3), data.Shape);
        if (sample.Bytes is { } bytes)
        {
            CollectionAssert.AreEqual(bytes, data.Bytes.ToArray());
        }
        else
        {
            CollectionAssert.AreEqual(sample.Message.StringData.ToArray(), data.Strings.Select(text => ByteString.CopyFrom(text.Span)).ToArray());
        }
    }

    [TestMethod]
    public void Reads_scalars_and_empty_tensors()
    {
        Assert.AreEqual(7L, TensorReader.Read(Protos.Tensor("", ElementType.Int64, [], t => t.Int64Data.Add(7)), Source, "t").ToInt64s().Single());
        Assert.AreEqual(0, TensorReader.Read(Protos.Tensor("", ElementType.Float, [0, 4], _ => { }), Source, "t").Bytes.Length);
        Assert.AreEqual(0, TensorReader.Read(Protos.Raw("", ElementType.Float, [0]), Source, "t").Bytes.Length);
    }

    [TestMethod]
    [DataRow(ElementType.Float, new long[] { -1 }, 4, DisplayName = "negative")]
    [DataRow(ElementType.Float, new long[] { 1L << 40, 1L << 40 }, 4, DisplayName = "count beyond 64 bits")]
    [DataRow(ElementType.Complex128, new long[] { long.MaxValue }, 4, DisplayName = "size beyond 64 bits")]
    [DataRow(ElementType.Float, new long[] { 2 }, 4, DisplayName = "too little raw data")]
    [DataRow(ElementType.Float, new long[] { 2 }, 12, DisplayName = "too much raw data")]
    [DataRow(ElementType.Int4, new long[] { 3 }, 3, DisplayName = "unpacked int4")]
    [DataRow(ElementType.Float, new long[] { 2 }, 0, DisplayName = "no data")]
    [DataRow(ElementType.Undefined, new long[] { 1 }, 4, DisplayName = "undefined type")]
    [DataRow((ElementType)27, new long[] { 1 }, 4, DisplayName = "unknown type")]
    public void Refuses_dimensions_and_data_that_do_not_fit(ElementType element, long[] dims, int rawBytes) =>
        AssertInvalid(Protos.Raw("", element, dims, new byte[rawBytes]));

    [TestMethod]
    public void Refuses_typed_data_of_another_count()
    {
        AssertInvalid(Protos.Tensor("", ElementType.Float, [3], t => t.FloatData.Add(1)));
        AssertInvalid(Protos.Tensor("", ElementType.Complex64, [3], t => t.FloatData.AddRange([1, 2, 3])));
        AssertInvalid(Protos.Tensor("", ElementType.Int4, [3], t => t.Int32Data.AddRange([1, 2, 3])));
        AssertInvalid(Protos.Tensor("", ElementType.String, [1L << 40], t => t.StringData.Add(Protos.Text("a"))));
        AssertInvalid(Protos.Tensor("", ElementType.Int8, [1], t => t.Int64Data.Add(1)));
        AssertInvalid(Protos.Tensor("", ElementType.Complex128, [long.MaxValue], t => t.DoubleData.Add(1)));
    }

    private static void AssertInvalid(TensorProto tensor)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => TensorReader.Read(tensor, Source, "initializer 'w'"));

        Assert.AreEqual(Codes.InvalidModel, error.Diagnostic.Code);
        Assert.AreEqual("m.onnx", error.Diagnostic.Where);
        Assert.Contains("initializer 'w'", error.Diagnostic.Message);
    }
}
