using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class OnnxWriterTests
{
    [TestMethod]
    public void Writes_the_bytes_ToBytes_gives_and_leaves_nothing_else()
    {
        using var folder = new TempFolder();
        var model = WithWeights(300, 2);

        OnnxWriter.Write(model, folder["m.onnx"]);

        CollectionAssert.AreEqual(OnnxWriter.ToBytes(model), File.ReadAllBytes(folder["m.onnx"]));
        CollectionAssert.AreEqual(new[] { folder["m.onnx"] }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Replaces_the_file_that_external_data_was_read_from()
    {
        using var folder = new TempFolder();
        OnnxWriter.Write(WithWeights(300, 2), folder["m.onnx"], maxBytes: 100);

        OnnxWriter.Write(OnnxReader.Read(folder["m.onnx"]), folder["m.onnx"], maxBytes: 100);

        CollectionAssert.AreEqual(Numbers(300), OnnxReader.Read(folder["m.onnx"]).Graph.Initializers[0].Initializer?.ToFloats());
    }

    [TestMethod]
    public void Moves_large_initializers_to_a_file_beside_the_model_above_the_limit()
    {
        using var folder = new TempFolder();
        var model = WithWeights(300, 256, 255, 1025);

        OnnxWriter.Write(model, folder["m.onnx"], maxBytes: 7000);

        var written = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["m.onnx"])).Graph.Initializer;
        CollectionAssert.AreEqual(new[] { "0", "4096", null, "8192" }, written.Select(tensor => Entry(tensor, "offset")).ToArray());
        CollectionAssert.AreEqual(new[] { "1200", "1024", null, "4100" }, written.Select(tensor => Entry(tensor, "length")).ToArray());
        Assert.IsTrue(written.Where(tensor => tensor.ExternalData.Count > 0).All(tensor => Entry(tensor, "location") == "m.onnx.data" && !tensor.HasRawData));
        Assert.AreEqual(8192 + 4100, new FileInfo(folder["m.onnx.data"]).Length);
        foreach (var (before, after) in model.Graph.Initializers.Zip(OnnxReader.Read(folder["m.onnx"]).Graph.Initializers))
        {
            CollectionAssert.AreEqual(before.Initializer?.ToFloats(), after.Initializer?.ToFloats());
        }

        Assert.HasCount(2, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Stores_a_tensor_that_two_initializers_share_once()
    {
        using var folder = new TempFolder();
        var model = WithWeights(1024);
        model.Graph.AddInitializer("twin", model.Graph.Initializers[0].Initializer ?? throw new AssertFailedException("No tensor."));

        OnnxWriter.Write(model, folder["m.onnx"], maxBytes: 0);

        Assert.AreEqual(4096, new FileInfo(folder["m.onnx.data"]).Length);
        CollectionAssert.AreEqual(Numbers(1024), OnnxReader.Read(folder["m.onnx"]).Graph.Initializers[1].Initializer?.ToFloats());
    }

    [TestMethod]
    public void Keeps_strings_and_attributes_in_the_model_and_takes_typed_fields_out()
    {
        using var folder = new TempFolder();
        var text = Protos.Tensor("text", ElementType.String, [200], t => t.StringData.AddRange(Enumerable.Repeat(Protos.Text("0123456789"), 200)));
        var typed = Protos.Floats("typed", Numbers(300));
        var message = Protos.FromXToY([Protos.Node("Constant", [], ["y"], Protos.Value(Protos.Floats("", Numbers(300))))], text, typed);

        OnnxWriter.Write(OnnxReader.Parse(message.ToByteArray()), folder["m.onnx"], maxBytes: 0);

        var written = ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder["m.onnx"])).Graph;
        Assert.AreEqual(text, written.Initializer[0]);
        Assert.IsEmpty(written.Initializer[1].FloatData);
        Assert.AreEqual(message.Graph.Node[0], written.Node[0]);
        CollectionAssert.AreEqual(Numbers(300), OnnxReader.Read(folder["m.onnx"]).Graph.Initializers[1].Initializer?.ToFloats());
    }

    [TestMethod]
    public void Writes_a_model_read_with_external_data_as_one_file_below_the_limit()
    {
        using var folder = new TempFolder();
        var model = WithWeights(300);
        OnnxWriter.Write(model, folder["split.onnx"], maxBytes: 0);

        OnnxWriter.Write(OnnxReader.Read(folder["split.onnx"]), folder["whole.onnx"]);

        CollectionAssert.AreEqual(OnnxWriter.ToBytes(model), File.ReadAllBytes(folder["whole.onnx"]));
        Assert.IsFalse(File.Exists(folder["whole.onnx.data"]));
    }

    [TestMethod]
    public void Reports_a_folder_that_does_not_exist()
    {
        using var folder = new TempFolder();

        AssertNotWritable(() => OnnxWriter.Write(WithWeights(2), folder["nowhere/m.onnx"]));
    }

    [TestMethod]
    public void Reports_more_than_the_format_can_hold_outside_of_initializers()
    {
        using var folder = new TempFolder();
        var model = WithWeights(2);
        var huge = new TensorData(ElementType.UInt8, new Shape(2_500_000_000), () => throw new AssertFailedException("Read before the size was checked."));
        model.Graph.Append(new Node("Constant", [], [new Value("k")], [ModelCompression.Ir.Attribute.Tensor("value", huge)]));

        AssertNotWritable(() => OnnxWriter.Write(model, folder["m.onnx"]));
        Assert.ThrowsExactly<InvalidOperationException>(() => OnnxWriter.ToBytes(model));
        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Leaves_the_old_file_when_writing_fails()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["m.onnx"], "old");
        var model = WithWeights(2);
        model.Graph.AddInitializer("broken", new TensorData(ElementType.Float, new Shape(300), () => throw new IOException("The disk is gone.")));

        AssertNotWritable(() => OnnxWriter.Write(model, folder["m.onnx"], maxBytes: 0));

        Assert.AreEqual("old", File.ReadAllText(folder["m.onnx"]));
        CollectionAssert.AreEqual(new[] { folder["m.onnx"] }, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Reports_a_path_that_is_a_folder()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["m.onnx"]);

        AssertNotWritable(() => OnnxWriter.Write(WithWeights(2), folder["m.onnx"]));

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder["m.onnx"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Path));
    }

    [TestMethod]
    public void Writes_the_models_versions()
    {
        var model = OnnxReader.Parse(Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])]).ToByteArray());
        model.IrVersion = 11;
        model.Opsets[""] = 22;
        model.Import("com.microsoft", 1);

        var written = ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(model));

        Assert.AreEqual(11, written.IrVersion);
        CollectionAssert.AreEqual(new[] { ("", 22L), ("com.microsoft", 1L) }, written.OpsetImport.Select(opset => (opset.Domain, opset.Version)).ToArray());
    }

    [TestMethod]
    public void Drops_opsets_the_model_dropped()
    {
        var model = OnnxReader.Parse(Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])]).ToByteArray());
        model.Import("com.microsoft", 1);
        var read = OnnxReader.Parse(OnnxWriter.ToBytes(model));
        read.Opsets.Remove("com.microsoft");

        Assert.HasCount(1, ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(read)).OpsetImport);
    }

    [TestMethod]
    public void Adds_extra_outputs_after_the_models_own()
    {
        var model = OnnxReader.Parse(Protos.FromXToY([Protos.Node("Neg", ["x"], ["h"]), Protos.Node("Neg", ["h"], ["y"])]).ToByteArray());
        var hidden = model.Graph.Nodes.First().Output(0);

        var written = ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(model, [hidden, model.Graph.Outputs[0]]));

        CollectionAssert.AreEqual(new[] { "y", OnnxWriter.Names(model)[hidden] }, written.Graph.Output.Select(output => output.Name).ToArray());
        Assert.HasCount(1, model.Graph.Outputs);
    }

    private static string? Entry(TensorProto tensor, string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => i / 4f)];

    private static Model WithWeights(params int[] counts)
    {
        var graph = new Graph { Name = "main" };
        var value = new Value("x", new TensorType(ElementType.Float, null));
        graph.AddInput(value);
        foreach (var (count, i) in counts.Select((count, i) => (count, i)))
        {
            var weight = graph.AddInitializer($"w{i}", TensorData.Floats(new Shape(count), Numbers(count)));
            var sum = new Value($"sum{i}");
            graph.Append(new Node("Add", [value, weight], [sum]));
            value = sum;
        }

        graph.AddOutput(value);
        return new Model(graph, 8, [KeyValuePair.Create("", 17L)]);
    }

    private static void AssertNotWritable(Action action)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(action);
        Assert.AreEqual(Codes.OutputNotWritable, error.Diagnostic.Code);
        Assert.IsNotNull(error.Diagnostic.Where);
    }
}
