using System.Runtime.InteropServices;
using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed partial class ExternalDataTests
{
    [TestMethod]
    [DataRow("w.bin", "4", "8")]
    [DataRow("sub/w.bin", "4", null)]
    [DataRow("./w.bin", "4", null)]
    [DataRow("first.bin", null, null)]
    public void Reads_the_range_from_a_file_in_the_models_folder(string location, string? offset, string? length)
    {
        using var folder = Folder();

        var model = Read(folder, Entries(location, offset, length));

        CollectionAssert.AreEqual(new[] { 1f, 2f }, model.Graph.Initializers[0].Initializer?.ToFloats());
    }

    [TestMethod]
    public void Is_read_when_it_is_first_used()
    {
        using var folder = Folder();
        var model = Read(folder, Entries("w.bin", "4", "8"));
        File.Delete(folder["model/w.bin"]);

        AssertCode(() => model.Graph.Initializers[0].Initializer?.ToFloats());
    }

    [TestMethod]
    public void Is_checked_again_when_it_is_used()
    {
        using var folder = Folder();
        var model = Read(folder, Entries("w.bin", "4", "8"));
        File.Move(folder["model/w.bin"], folder["model/moved.bin"]);
        File.CreateSymbolicLink(folder["model/w.bin"], folder["model/moved.bin"]);

        AssertCode(() => model.Graph.Initializers[0].Initializer?.ToFloats());
    }

    [TestMethod]
    [DataRow("missing.bin", "0", "8")]
    [DataRow("", "0", "8")]
    [DataRow(null, "0", "8")]
    [DataRow("sub", "0", "8")]
    [DataRow("../secret.bin", "0", "8")]
    [DataRow("sub/../../secret.bin", "0", "8")]
    [DataRow("sub\\..\\..\\secret.bin", "0", "8")]
    [DataRow("/etc/passwd", "0", "8")]
    [DataRow("\\\\server\\share\\x", "0", "8")]
    [DataRow("*/_ORT_MEM_ADDR_/*", "0", "8")]
    [DataRow("w.bin\0", "0", "8")]
    [DataRow("link.bin", "4", "8")]
    [DataRow("dangling.bin", "0", "8")]
    [DataRow("linkedfolder/secret.bin", "0", "8")]
    [DataRow("w.bin", "-4", "8")]
    [DataRow("w.bin", "4", "-8")]
    [DataRow("w.bin", "5", "8")]
    [DataRow("w.bin", "13", "8")]
    [DataRow("w.bin", "9223372036854775807", "8")]
    [DataRow("w.bin", "99999999999999999999", "8")]
    [DataRow("w.bin", "0", "1125899906842624")]
    [DataRow("w.bin", "0", "4")]
    [DataRow("w.bin", "four", "8")]
    [DataRow("w.bin", "0x4", "8")]
    [DataRow("w.bin", "+4", "8")]
    [DataRow("w.bin", "", "8")]
    public void Refuses_unsafe_places_and_ranges(string? location, string? offset, string? length)
    {
        using var folder = Folder();

        AssertCode(() => Read(folder, Entries(location, offset, length)));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Refuses_a_hard_link()
    {
        using var folder = Folder();
        Assert.AreEqual(0, Link(folder["secret.bin"], folder["model/hard.bin"]));

        AssertCode(() => Read(folder, Entries("hard.bin", "0", "8")));
    }

    [TestMethod]
    public void Refuses_sizes_that_do_not_fit_the_file()
    {
        using var folder = Folder();

        AssertCode(() => Read(folder, Entries("w.bin", null, null), dims: [1L << 40]));
        AssertCode(() => Read(folder, Entries("w.bin", null, null), dims: [1L << 28]));
    }

    [TestMethod]
    public void Is_refused_for_a_model_that_has_no_folder() => AssertCode(() => OnnxReader.Parse(Message(Entries("w.bin", "4", "8"), [2]).ToByteArray()));

    [TestMethod]
    public void Is_found_in_the_folder_given_for_a_model_in_memory()
    {
        using var folder = Folder();

        var model = OnnxReader.Parse(Message(Entries("w.bin", "4", "8"), [2]).ToByteArray(), folder["model"]);

        CollectionAssert.AreEqual(new[] { 1f, 2f }, model.Graph.Initializers[0].Initializer?.ToFloats());
    }

    [TestMethod]
    public void Becomes_part_of_the_written_file()
    {
        using var folder = Folder();
        var message = Message(Entries("w.bin", "4", "8"), [2]);
        var external = message.Graph.Initializer[0];
        var inFunction = new FunctionProto { Name = "F", Domain = "local", Node = { Protos.Node("Constant", [], ["k"], Protos.Value(external)) } };
        message.Functions.Add(inFunction);
        message.Graph.Node.Add(Protos.Node("Constant", [], ["k"], Protos.Value(external)));
        message.Graph.SparseInitializer.Add(new SparseTensorProto { Values = Named(external, "s"), Indices = Protos.Tensor("", ElementType.Int64, [2], t => t.Int64Data.AddRange([0, 1])), Dims = { 2 } });
        message.TrainingInfo.Add(new TrainingInfoProto { Algorithm = Protos.Graph("a", [], [], [], external) });

        var written = ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(OnnxReader.Parse(message.ToByteArray(), folder["model"])));

        Assert.DoesNotContain("w.bin", written.ToString());
        foreach (var tensor in new[]
        {
            written.Graph.Initializer[0], written.Graph.Node[1].Attribute[0].T, written.Graph.SparseInitializer[0].Values,
            written.Functions[0].Node[0].Attribute[0].T, written.TrainingInfo[0].Algorithm.Initializer[0],
        })
        {
            Assert.IsFalse(tensor.HasDataLocation);
            CollectionAssert.AreEqual(new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }, tensor.RawData.ToByteArray());
        }
    }

    /// <summary>Holds a folder <c>model</c> with 1, 2 as floats in several files, and a file beside that folder that must never be read.</summary>
    private static TempFolder Folder()
    {
        var folder = new TempFolder();
        Directory.CreateDirectory(folder["model/sub"]);
        byte[] numbers = [0, 0, 128, 63, 0, 0, 0, 64];
        File.WriteAllBytes(folder["model/first.bin"], numbers);
        File.WriteAllBytes(folder["model/w.bin"], [9, 9, 9, 9, .. numbers]);
        File.WriteAllBytes(folder["model/sub/w.bin"], [9, 9, 9, 9, .. numbers]);
        File.WriteAllBytes(folder["secret.bin"], numbers);
        File.CreateSymbolicLink(folder["model/link.bin"], folder["model/w.bin"]);
        File.CreateSymbolicLink(folder["model/dangling.bin"], folder["nowhere"]);
        Directory.CreateSymbolicLink(folder["model/linkedfolder"], folder.Path);
        return folder;
    }

    private static IEnumerable<StringStringEntryProto> Entries(string? location, string? offset, string? length) =>
        new[] { ("location", location), ("offset", offset), ("length", length) }
            .Where(entry => entry.Item2 is not null)
            .Select(entry => Protos.Entry(entry.Item1, entry.Item2 ?? ""));

    private static ModelProto Message(IEnumerable<StringStringEntryProto> entries, long[] dims) => Protos.FromXToY(
        [Protos.Node("Add", ["x", "w"], ["y"])],
        Protos.Tensor("w", ElementType.Float, dims, t =>
        {
            t.DataLocation = TensorProto.Types.DataLocation.External;
            t.ExternalData.AddRange(entries);
        }));

    private static TensorProto Named(TensorProto tensor, string name)
    {
        var copy = tensor.Clone();
        copy.Name = name;
        return copy;
    }

    private static Model Read(TempFolder folder, IEnumerable<StringStringEntryProto> entries, long[]? dims = null)
    {
        File.WriteAllBytes(folder["model/m.onnx"], Message(entries, dims ?? [2]).ToByteArray());
        return OnnxReader.Read(folder["model/m.onnx"]);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);

    private static void AssertCode(Action action) =>
        Assert.AreEqual(Codes.InvalidExternalData, Assert.ThrowsExactly<UserErrorException>(action).Diagnostic.Code);
}
