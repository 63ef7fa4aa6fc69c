using ModelCompression.Data.Arrays;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Arrays;

[TestClass]
public sealed class NpyArrayTests
{
    [TestMethod]
    [DataRow("|b1", ElementType.Bool, "01")]
    [DataRow("|u1", ElementType.UInt8, "01")]
    [DataRow("|i1", ElementType.Int8, "01")]
    [DataRow("<u2", ElementType.UInt16, "0100")]
    [DataRow(">u2", ElementType.UInt16, "0001")]
    [DataRow("<i2", ElementType.Int16, "0100")]
    [DataRow(">i4", ElementType.Int32, "00000001")]
    [DataRow("<u4", ElementType.UInt32, "01000000")]
    [DataRow("<i8", ElementType.Int64, "0100000000000000")]
    [DataRow(">u8", ElementType.UInt64, "0000000000000001")]
    [DataRow("<f2", ElementType.Float16, "003C")]
    [DataRow(">f2", ElementType.Float16, "3C00")]
    [DataRow("<f4", ElementType.Float, "0000803F")]
    [DataRow(">f4", ElementType.Float, "3F800000")]
    [DataRow(">f8", ElementType.Double, "3FF0000000000000")]
    public void Reads_every_number_in_both_byte_orders(string descr, ElementType element, string one)
    {
        var data = Convert.FromHexString(one);

        var array = Open(ArrayFiles.Npy(descr, "1,", data), seekable: true);

        Assert.AreEqual(element, array.Element);
        Assert.AreEqual(1.0, TensorValues.ReadDouble(element, array.ReadRow(0).Span, 0));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Reads_rows_of_both_axis_orders_from_seekable_and_forward_streams(bool seekable)
    {
        var rows = Open(ArrayFiles.Npy("|u1", "2, 3, 2", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), seekable);
        var columns = Open(ArrayFiles.Npy("|u1", "2, 3, 2", [1, 7, 3, 9, 5, 11, 2, 8, 4, 10, 6, 12], fortran: true), seekable);

        CollectionAssert.AreEqual(new byte[] { 7, 8, 9, 10, 11, 12 }, rows.ReadRow(1).ToArray());
        CollectionAssert.AreEqual(new byte[] { 7, 8, 9, 10, 11, 12 }, columns.ReadRow(1).ToArray());
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6 }, columns.ReadRow(0).ToArray());
    }

    [TestMethod]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (1), }", DisplayName = "shape without a comma is a number")]
    [DataRow("{'descr': '<f4', 'shape': (1,), 'fortran_order': False}", DisplayName = "other order of keys")]
    public void Reads_unusual_headers(string header) => Assert.AreEqual("1", Open(ArrayFiles.NpyRaw(header, ArrayFiles.Floats(1)), true).Shape.ToString());

    [TestMethod]
    [DataRow("{'descr': '<f4', 'fortran_order': False}")]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}")]
    [DataRow("{'descr': '<f4', 'descr': '<f4', 'shape': (1,)}")]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}")]
    [DataRow("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}")]
    [DataRow("__import__('os')")]
    public void Refuses_other_headers(string header) => Coded.Error("MC2008", () => Open(ArrayFiles.NpyRaw(header, ArrayFiles.Floats(1)), true), "header");

    [TestMethod]
    public void Refuses_a_header_that_claims_4_GB() =>
        Coded.Error("MC2008", () => Open([0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x7B], true), "4294967295 bytes");

    private static SampleArray Open(byte[] file, bool seekable) =>
        NpyArray.Open(() => seekable ? new MemoryStream(file) : new Forward(file), file.Length, "x", "x.npy");

    private sealed class Forward(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
