using System.Text;
using Google.Protobuf;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class OnnxReaderTests
{
    private static ModelProto Simple => Protos.FromXToY([Protos.Node("Add", ["x", "w"], ["y"])], Protos.Floats("w", 1, 2));

    [TestMethod]
    public void Reads_a_file_as_it_reads_bytes()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["m.onnx"], Simple.ToByteArray());

        var model = OnnxReader.Read(folder["m.onnx"]);

        CollectionAssert.AreEqual(Simple.ToByteArray(), OnnxWriter.ToBytes(model));
    }

    /// <summary>Of two texts of one name, the last counts.</summary>
    [TestMethod]
    public void Reads_what_the_exporter_left_in_the_file()
    {
        var message = Simple;
        message.MetadataProps.Add([Protos.Entry("task", "detect"), Protos.Entry("names", "{}"), Protos.Entry("task", "classify")]);

        var metadata = OnnxReader.Parse(message.ToByteArray()).Metadata;

        Assert.AreEqual("names={} task=classify", string.Join(' ', metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [TestMethod]
    public void Reports_a_missing_file()
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => OnnxReader.Read("no-such-model.onnx"));

        Assert.AreEqual(Codes.ModelNotFound, error.Diagnostic.Code);
        Assert.AreEqual("no-such-model.onnx", error.Diagnostic.Where);
    }

    [TestMethod]
    public void Reports_a_folder_as_a_missing_file()
    {
        using var folder = new TempFolder();

        AssertCode(Codes.ModelNotFound, () => OnnxReader.Read(folder.Path));
    }

    [TestMethod]
    public void Names_a_git_lfs_pointer() =>
        AssertCode(Codes.LfsPointer, Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"));

    [TestMethod]
    [DataRow(new byte[0], DisplayName = "empty")]
    [DataRow(new byte[] { 0x08 }, DisplayName = "one byte")]
    [DataRow(new byte[] { 0x3A, 0x05, 1 }, DisplayName = "length beyond the end")]
    [DataRow(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, DisplayName = "length of 2 GB")]
    [DataRow(new byte[] { 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, DisplayName = "endless varint")]
    [DataRow(new byte[] { 0x08, 0xFF, 0xFF }, DisplayName = "cut varint")]
    [DataRow(new byte[] { 0x0F }, DisplayName = "wire type 7")]
    [DataRow(new byte[] { 0x00 }, DisplayName = "field 0")]
    public void Refuses_what_is_no_protobuf(byte[] bytes) => AssertCode(Codes.InvalidModel, bytes);

    [TestMethod]
    public void Refuses_text() => AssertCode(Codes.InvalidModel, Encoding.UTF8.GetBytes("<html><body>404</body></html>"));

    [TestMethod]
    public void Refuses_every_truncation_of_a_model()
    {
        var bytes = Simple.ToByteArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            AssertCode(Codes.InvalidModel, bytes[..length]);
        }
    }

    /// <summary>Seeded: one to three random bytes of a random model of the zoo are changed, many times over.</summary>
    [TestMethod]
    public void Ends_in_one_of_its_errors_or_a_consistent_model_for_damaged_files()
    {
        var models = ModelZoo.All.Select(model => model.Message.ToByteArray()).ToArray();
        var random = new Random(1);
        var read = 0;
        for (var run = 0; run < 5000; run++)
        {
            var bytes = models[random.Next(models.Length)].ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
            }

            try
            {
                var model = OnnxReader.Parse(bytes);
                Assert.IsEmpty(GraphVerifier.Check(model));
                var written = OnnxWriter.ToBytes(model);
                CollectionAssert.AreEqual(written, OnnxWriter.ToBytes(OnnxReader.Parse(written)));
                read++;
            }
            catch (UserErrorException e)
            {
                Assert.Contains(e.Diagnostic.Code, [Codes.InvalidModel, Codes.UnsupportedVersion, Codes.InvalidExternalData]);
            }
        }

        Assert.IsGreaterThan(500, read);
    }

    [TestMethod]
    public void Refuses_nested_groups_of_unknown_fields() =>
        AssertCode(Codes.InvalidModel, [.. Simple.ToByteArray(), .. Enumerable.Repeat((byte)0xFB, 100_000).SelectMany(b => new[] { b, (byte)0x01 })]);

    [TestMethod]
    [DataRow(40)]
    [DataRow(100_000)]
    public void Refuses_subgraphs_nested_deeply(int depth)
    {
        // Written from the end, so that each level only adds its headers: a graph is node (field 1), attribute (5), graph (6) of the next graph.
        var reversed = new List<byte>();
        foreach (var number in Enumerable.Repeat(new[] { 6, 5, 1 }, depth).SelectMany(numbers => numbers).Append(7))
        {
            AddHeader(reversed, number, reversed.Count);
        }

        reversed.Reverse();
        AssertCode(Codes.InvalidModel, [0x08, 0x08, .. reversed]);
    }

    [TestMethod]
    public void Refuses_millions_of_empty_nodes()
    {
        var nodes = new byte[10_000_000];
        for (var i = 0; i < nodes.Length; i += 2)
        {
            nodes[i] = 0x0A;
        }

        var header = new List<byte>();
        AddHeader(header, 7, nodes.Length);
        header.Reverse();
        AssertCode(Codes.InvalidModel, [0x08, 0x08, .. header, .. nodes]);
    }

    [TestMethod]
    public void Refuses_a_model_without_graph() => AssertCode(Codes.InvalidModel, new ModelProto { IrVersion = 8 }.ToByteArray());

    [TestMethod]
    public void Refuses_a_model_without_ir_version()
    {
        var model = Simple;
        model.ClearIrVersion();

        AssertCode(Codes.InvalidModel, model.ToByteArray());
    }

    [TestMethod]
    public void Refuses_a_model_without_opset_for_its_nodes()
    {
        var model = Simple;
        model.OpsetImport.Clear();

        AssertCode(Codes.InvalidModel, model.ToByteArray());
    }

    [TestMethod]
    [DataRow(13, 26, true)]
    [DataRow(14, 26, false)]
    [DataRow(13, 27, false)]
    public void Accepts_versions_up_to_the_runtimes(long irVersion, long opset, bool isAccepted)
    {
        var bytes = Protos.Model(Simple.Graph, irVersion, opset).ToByteArray();
        if (isAccepted)
        {
            Assert.AreEqual(opset, OnnxReader.Parse(bytes).Opset);
        }
        else
        {
            AssertCode(Codes.UnsupportedVersion, bytes);
        }
    }

    [TestMethod]
    public void Accepts_any_opset_of_other_domains_and_none_at_all()
    {
        var message = Simple;
        message.OpsetImport.Add(new OperatorSetIdProto { Domain = "vendor", Version = 4711 });
        message.Graph.Node[0].Domain = "forgotten";

        var model = OnnxReader.Parse(message.ToByteArray());

        Assert.AreEqual(4711, model.Opsets["vendor"]);
        Assert.AreEqual(1, model.Opsets["forgotten"]);
    }

    [TestMethod]
    public void Refuses_two_versions_of_a_domain()
    {
        var model = Simple;
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx", Version = 20 });

        AssertCode(Codes.InvalidModel, model.ToByteArray());
    }

    [TestMethod]
    [DataRow(3, false)]
    [DataRow(4, true)]
    public void Lets_callers_override_initializers_from_ir_version_4_on(long irVersion, bool canOverride)
    {
        var message = Simple;
        message.IrVersion = irVersion;
        message.Graph.Input.Add(Protos.Info("w", ElementType.Float, 2));

        var weight = OnnxReader.Parse(message.ToByteArray()).Graph.Initializers[0];

        Assert.IsNotNull(weight.Initializer);
        Assert.AreEqual(canOverride, weight.Constant is null);
    }

    private static void AddHeader(List<byte> reversed, int number, int length)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteLength(length);
        }

        reversed.AddRange(stream.ToArray().Reverse());
    }

    private static void AssertCode(string code, byte[] bytes) => AssertCode(code, () => OnnxReader.Parse(bytes));

    private static void AssertCode(string code, Action action) =>
        Assert.AreEqual(code, Assert.ThrowsExactly<UserErrorException>(action).Diagnostic.Code);
}
