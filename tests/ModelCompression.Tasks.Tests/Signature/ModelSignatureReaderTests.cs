using ModelCompression.Onnx;
using ModelCompression.Tasks.Signature;
using ModelCompression.Testing;
using static ModelCompression.Tasks.Tests.Signature.Wire;

namespace ModelCompression.Tasks.Tests.Signature;

[TestClass]
public sealed class ModelSignatureReaderTests
{
    [TestMethod]
    public void Reads_names_types_and_dimensions()
    {
        var signature = Read(OnnxWriter.ToBytes(GraphText.Parse("""
            ir 9
            input image: float[N,3,?,8]
            input any: int64
            input scalar: string[]
            w = const float[3] {1, 2, 3}
            y: float[N,3,?,8] = Relu(image)
            z: int64 = Identity(any)
            s: string[] = Identity(scalar)
            v: float[3] = Neg(w)
            output y
            output z
            output s
            output v
            """)));
        Assert.AreEqual(9, signature.IrVersion);
        string[] inputs = ["image Tensor 1 [N,3,?,8]", "any Tensor 7 any", "scalar Tensor 8 []"];
        string[] outputs = ["y Tensor 1 [N,3,?,8]", "z Tensor 7 any", "s Tensor 8 []", "v Tensor 1 [3]"];
        CollectionAssert.AreEqual(inputs, signature.Inputs.Select(Print).ToArray());
        CollectionAssert.AreEqual(outputs, signature.Outputs.Select(Print).ToArray());
        CollectionAssert.AreEqual(new[] { "w" }, signature.Initializers.ToArray());
        Assert.IsEmpty(signature.ExternalDataLocations);
    }

    [TestMethod]
    public void Input_that_is_an_initializer_has_a_default()
    {
        var signature = Read(OnnxWriter.ToBytes(GraphText.Parse("""
            input x: float[2]
            input b: float[2] = {1, 2}
            y: float[2] = Add(x, b)
            output y
            """)));
        CollectionAssert.AreEqual(new[] { false, true }, signature.Inputs.Select(input => input.HasDefault).ToArray());
    }

    [TestMethod]
    [DataRow(4, "Sequence")]
    [DataRow(5, "Map")]
    [DataRow(7, "Opaque")]
    [DataRow(9, "Optional")]
    [DataRow(99, "Unknown")]
    public void Knows_what_is_no_tensor(int field, string kind)
    {
        var signature = Read(Message(7, Value(11, "x", Message(field, Message(1, Message(1, Number(1, 1)))))));
        Assert.AreEqual($"x {kind} 0 any", Print(signature.Inputs[0]));
    }

    [TestMethod]
    public void Knows_sparse_tensors_and_nameless_values()
    {
        var shape = Message(2, Message(1, Number(1, 4)), Message(1, Number(1, -1)), Message(1, Text(2, "")));
        var signature = Read(Message(7, Value(11, "x", Message(8, Number(1, 11), shape)), Message(12), Message(15, Message(1, Text(8, "s")))));
        Assert.AreEqual("x SparseTensor 11 [4,?,?]", Print(signature.Inputs[0]));
        Assert.AreEqual(" Unknown 0 any", Print(signature.Outputs[0]));
        CollectionAssert.AreEqual(new[] { "s" }, signature.Initializers.ToArray());
    }

    [TestMethod]
    public void Finds_the_files_of_tensors_wherever_they_are()
    {
        var attribute = Message(5, External(5, "", "c/tensor"), External(10, "", "b/tensors"), Message(6, External(5, "", "then")), Message(22, External(1, "", "sparse"), External(2, "", "indices")));
        var signature = Read(Join(
            Number(1, 8),
            Message(7, External(5, "w", "weights"), External(5, "v", "weights"), Message(1, Text(4, "If"), attribute), Message(5, Text(8, "inline"), Message(13, Text(1, "location"), Text(2, "unused")))),
            Message(25, Message(7, Message(5, External(5, "", "function")))),
            Message(20, Message(1, External(5, "", "training")))));
        string[] expected = ["b/tensors", "c/tensor", "function", "indices", "sparse", "then", "training", "weights"];
        CollectionAssert.AreEqual(expected, signature.ExternalDataLocations.ToArray());
        CollectionAssert.AreEqual(new[] { "w", "v", "inline" }, signature.Initializers.ToArray());
    }

    [TestMethod]
    public void Merges_a_graph_that_comes_in_pieces()
    {
        var signature = Read(Join(Message(7, Value(11, "x")), Number(1, 8), Message(7, Value(11, "y"), Message(99, Text(1, "unknown")))));
        CollectionAssert.AreEqual(new[] { "x", "y" }, signature.Inputs.Select(input => input.Name).ToArray());
    }

    [TestMethod]
    public void Reads_past_a_tensor_without_reading_it()
    {
        using var folder = new TempFolder();
        var tail = Value(12, "y", Message(1, Number(1, 1)));
        const long dataBytes = 9L << 28;
        using (var file = File.Create(folder["big.onnx"]))
        {
            var before = Join(Text(8, "w"), Tag(9, 2), Varint((ulong)dataBytes));
            var tensor = Join(Tag(5, 2), Varint((ulong)(before.Length + dataBytes)), before);
            file.Write(Join(Tag(7, 2), Varint((ulong)(tensor.Length + dataBytes + tail.Length)), tensor));
            file.Seek(dataBytes, SeekOrigin.Current);
            file.Write(tail);
        }

        var signature = ModelSignatureReader.Read(folder["big.onnx"]);
        Assert.AreEqual("y", signature.Outputs.Single().Name);
        Assert.AreEqual("w", signature.Initializers.Single());
    }

    [TestMethod]
    public void Long_names_cross_the_buffer()
    {
        var name = string.Concat(Enumerable.Range(0, 10_000).Select(i => (char)('a' + (i % 26)))) + "é";
        Assert.AreEqual(name, Read(Message(7, Message(3, new byte[8_000]), Value(11, name))).Inputs.Single().Name);
    }

    internal static ModelSignature Read(byte[] bytes)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["model.onnx"], bytes);
        return ModelSignatureReader.Read(folder["model.onnx"]);
    }

    private static string Print(SignatureValue value) =>
        $"{value.Name} {value.Kind} {value.ElementType} {(value.Dimensions is { } dimensions ? $"[{string.Join(",", dimensions)}]" : "any")}";
}
