using Google.Protobuf;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.TestData;

[TestClass]
public sealed class OnnxTestDataReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, 2);
    private static readonly Port Second = Ports.Of("k", ElementType.Int64, 1);

    [TestMethod]
    public void Each_folder_is_a_sample_in_the_order_of_the_numbers()
    {
        using var folder = new DataFolder();
        foreach (var number in new[] { 10, 2, 0 })
        {
            Write(folder, $"data/test_data_set_{number}/input_0.pb", "x", Floats(number, 1));
        }

        var samples = Coded.ReadAll(new DatasetSource(folder.PathOf("data")), Input);

        CollectionAssert.AreEqual(new float[] { 0, 2, 10 }, samples.Select(sample => sample.Inputs["x"].AsSpan<float>()[0]).ToArray());
        CollectionAssert.AreEqual(new[] { "test_data_set_0", "test_data_set_2", "test_data_set_10" }, samples.Select(sample => sample.Id).ToArray());
        Assert.IsNull(samples[0].Label);
    }

    [TestMethod]
    public void One_folder_can_be_named_and_nameless_tensors_count_by_position()
    {
        using var folder = new DataFolder();
        Write(folder, "test_data_set_0/input_0.pb", "", Floats(1, 2));
        Write(folder, "test_data_set_0/input_1.pb", null, TensorData.Int64s(new Shape(1), 7));

        var sample = Coded.ReadAll(new DatasetSource(folder.PathOf("test_data_set_0")), Input, Second).Single();

        Assert.AreEqual(7, sample.Inputs["k"].AsSpan<long>()[0]);
        Assert.AreEqual("test_data_set_0", sample.Id);
    }

    [TestMethod]
    public void The_first_output_is_the_label_where_the_metric_needs_values()
    {
        using var folder = new DataFolder();
        Write(folder, "d/test_data_set_0/input_0.pb", "x", Floats(1, 2));
        Write(folder, "d/test_data_set_0/output_0.pb", "y", Floats(3, 4));
        var source = new DatasetSource(folder.PathOf("d")) { Needs = LabelKind.Values };

        CollectionAssert.AreEqual(new double[] { 3, 4 }, ((ValuesLabel)Coded.ReadAll(source, Input).Single().Label!).Values.ToArray());
        Assert.HasCount(2, Dataset.Open(source, [Input]).Files);
        Assert.HasCount(1, Dataset.Open(source with { Needs = LabelKind.Class }, [Input]).Files);
        Write(folder, "d/test_data_set_0/output_0.pb", "y", Floats(3, float.NaN));
        Coded.Error("MC2007", () => Coded.ReadAll(source, Input), "output_0.pb", "no finite numbers");
    }

    [TestMethod]
    public void Inputs_that_are_missing_too_many_or_of_another_kind_are_refused()
    {
        using var folder = new DataFolder();
        Write(folder, "d/test_data_set_0/input_0.pb", "x", Floats(1, 2));
        var source = new DatasetSource(folder.PathOf("d"));

        Coded.Error("MC2004", () => Coded.ReadAll(source, Input, Second), "has no 'input_1.pb'", "x, k");
        Coded.Error("MC2004", () => Coded.ReadAll(source, Ports.Floats("z", -1, 2)), "holds tensor 'x'", "'z'");
        Coded.Error("MC2004", () => Coded.ReadAll(source, Ports.Floats("x", -1, 3)), "input_0.pb", "input 'x' takes");
        Coded.Error("MC2004", () => Coded.ReadAll(source, Ports.Of("x", ElementType.Double, -1, 2)), "input 'x' takes");
        Write(folder, "d/test_data_set_0/input_1.pb", "k", Floats(1, 2));
        Coded.Error("MC2004", () => Coded.ReadAll(source, Input), "has 'input_1.pb', too");
    }

    [TestMethod]
    public void What_is_no_tensor_is_refused_with_its_name()
    {
        using var folder = new DataFolder();
        var source = new DatasetSource(folder.PathOf("d"));
        folder.Write("d/test_data_set_0/input_0.pb", [0xFF, 0xFF, 0xFF, 0xFF]);
        Coded.Error("MC2008", () => Coded.ReadAll(source, Input), "'input_0.pb'", "no serialized TensorProto");
        folder.Write("d/test_data_set_0/input_0.pb", new TensorProto { DataType = 1, Dims = { 1, 2 }, RawData = ByteString.CopyFrom(1, 2, 3) }.ToByteArray());
        Coded.Error("MC2008", () => Coded.ReadAll(source, Input), "holds no valid tensor");
        folder.Write("d/test_data_set_0/input_0.pb", new TensorProto { DataType = 1, Dims = { 1, 2 }, DataLocation = TensorProto.Types.DataLocation.External, ExternalData = { new StringStringEntryProto { Key = "location", Value = "../../secret" } } }.ToByteArray());
        Coded.Error("MC2008", () => Coded.ReadAll(source, Input), "keeps its values in another file");
        folder.Write("d/test_data_set_0/input_0.pb", new TensorProto { DataType = 1, Dims = { 1L << 40, 1L << 40 } }.ToByteArray());
        Coded.Error("MC2008", () => Coded.ReadAll(source, Input), "holds no valid tensor");
    }

    private static TensorData Floats(params float[] values) => TensorData.Floats(new Shape(1, values.Length), values);

    private static void Write(DataFolder folder, string path, string? name, TensorData tensor) => folder.Write(path, TensorWriter.Write(tensor, name).ToByteArray());
}
