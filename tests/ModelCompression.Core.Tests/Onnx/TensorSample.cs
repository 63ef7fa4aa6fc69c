using ModelCompression.Onnx.Schema;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>Three elements of a tensor type in one encoding.</summary>
/// <param name="Bytes">The dense bytes they stand for, written out by hand; null for strings.</param>
internal sealed record TensorSample(string Name, TensorProto Message, byte[]? Bytes)
{
    public override string ToString() => Name;
}
