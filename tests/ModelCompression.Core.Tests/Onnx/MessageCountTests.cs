using Google.Protobuf;
using ModelCompression.Onnx;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Core.Tests.Onnx;

[TestClass]
public sealed class MessageCountTests
{
    [TestMethod]
    public void Counts_nested_messages_and_no_strings_or_numbers()
    {
        // opset, graph, node, input and its type, tensor, shape and one dimension, output likewise, initializer
        var bytes = Protos.FromXToY([Protos.Node("Neg", ["x"], ["y"])], Protos.Floats("w", 1, 2)).ToByteArray();

        Assert.IsTrue(MessageCount.Exceeds(bytes, ModelProto.Descriptor, 13));
        Assert.IsFalse(MessageCount.Exceeds(bytes, ModelProto.Descriptor, 14));
    }

    [TestMethod]
    public void Ends_at_damage()
    {
        var bytes = ModelZoo.All.Single(model => model.Name == "Loop").Message.ToByteArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.IsFalse(MessageCount.Exceeds(bytes.AsSpan(0, length), ModelProto.Descriptor, 1000));
        }

        Assert.IsFalse(MessageCount.Exceeds([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0x0A, 0x00], ModelProto.Descriptor, 0));
    }
}
