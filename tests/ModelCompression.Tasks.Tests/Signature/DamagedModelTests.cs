using System.Text;
using ModelCompression.Onnx;
using ModelCompression.Tasks.Signature;
using ModelCompression.Testing;
using static ModelCompression.Tasks.Tests.Signature.Wire;

namespace ModelCompression.Tasks.Tests.Signature;

/// <summary>Files that are no models: each ends in one coded exception.</summary>
[TestClass]
public sealed class DamagedModelTests
{
    private static readonly SortedDictionary<string, byte[]> Damaged = new(StringComparer.Ordinal)
    {
        ["empty"] = [],
        ["one byte"] = [0x3A],
        ["text"] = Encoding.UTF8.GetBytes("This is not a model at all.\n"),
        ["zeros"] = new byte[100],
        ["all ones"] = [.. Enumerable.Repeat((byte)0xFF, 100)],
        ["no graph"] = Join(Number(1, 8), Text(2, "producer")),
        ["graph is a number"] = Number(7, 1),
        ["version is text"] = Join(Text(1, "x"), Message(7)),
        ["length beyond the file"] = Join(Tag(7, 2), Varint(1_000)),
        ["length beyond 63 bits"] = Join(Tag(7, 2), Varint(ulong.MaxValue)),
        ["length beyond the message"] = Join(Message(7, Join(Tag(11, 2), Varint(50))), new byte[100]),
        ["number cut off by its message"] = Join(Message(7, Join(Tag(1, 2), [0x80])), new byte[100]),
        ["fixed field beyond the message"] = Join(Message(7, Join(Tag(99, 1), new byte[7])), new byte[100]),
        ["group"] = Join(Message(7), Tag(99, 3), Tag(99, 4)),
        ["nested groups"] = Join(Message(7), Join([.. Enumerable.Repeat(Tag(99, 3), 100_000)])),
        ["unknown wire type"] = Join(Message(7), Tag(99, 6)),
        ["field zero"] = Join(Message(7), Number(0, 1)),
        ["field number too large"] = Join(Message(7), Join(Varint(1UL << 32), Varint(1))),
        ["endless number"] = Join(Message(7), Tag(99, 0), [.. Enumerable.Repeat((byte)0x80, 11)]),
        ["deep subgraphs"] = Message(7, NestedGraphs(1_000)),
        ["too many inputs"] = Message(7, Join([.. Enumerable.Repeat(Message(11), 10_001)])),
        ["too many dimensions"] = Message(7, Value(11, "x", Message(1, Message(2, Join([.. Enumerable.Repeat(Message(1), 3_000_000)]))))),
    };

    public static IEnumerable<object[]> Names => Damaged.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Damaged_file_is_an_invalid_model(string name)
    {
        var problem = Assert.ThrowsExactly<SignatureException>(() => ModelSignatureReaderTests.Read(Damaged[name]));
        Assert.AreEqual("MC2002", problem.Code);
        Assert.Contains("model.onnx' is not a complete ONNX file: ", problem.Message);
    }

    [TestMethod]
    public void Every_truncation_of_a_model_that_cuts_its_graph_is_an_invalid_model()
    {
        var bytes = OnnxWriter.ToBytes(GraphText.Parse("""
            input x: float[N,2]
            w = const float[2] {1, 2}
            y: float[N,2] = Add(x, w)
            output y: float[N,2]
            """));
        var graphEnd = Enumerable.Range(0, bytes.Length + 1).First(length => IsModel(bytes[..length]));
        Assert.IsGreaterThan(50, graphEnd);
        for (var length = 0; length < graphEnd; length++)
        {
            Assert.AreEqual("MC2002", Assert.ThrowsExactly<SignatureException>(() => ModelSignatureReaderTests.Read(bytes[..length])).Code);
        }
    }

    [TestMethod]
    public void Random_damage_never_ends_in_another_exception()
    {
        var original = OnnxWriter.ToBytes(GraphText.Parse("""
            input x: float[N,2]
            y: float[N,2] = Relu(x)
            output y: float[N,2]
            """));
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var bytes = (byte[])original.Clone();
            for (var i = 0; i <= round % 4; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            IsModel(bytes);
        }
    }

    [TestMethod]
    public void Pointer_of_git_lfs_is_named()
    {
        var pointer = Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n");
        var problem = Assert.ThrowsExactly<SignatureException>(() => ModelSignatureReaderTests.Read(pointer));
        Assert.AreEqual("MC2003", problem.Code);
        Assert.Contains("git lfs pull", problem.Message);
    }

    [TestMethod]
    public void Missing_file_or_folder_is_not_found()
    {
        using var folder = new TempFolder();
        foreach (var path in new[] { folder["missing.onnx"], folder["missing/x.onnx"], folder.Path, folder["a\0b"], "" })
        {
            Assert.AreEqual("MC2001", Assert.ThrowsExactly<SignatureException>(() => ModelSignatureReader.Read(path)).Code);
        }
    }

    private static bool IsModel(byte[] bytes)
    {
        try
        {
            ModelSignatureReaderTests.Read(bytes);
            return true;
        }
        catch (SignatureException)
        {
            return false;
        }
    }
}
