using ModelCompression.Onnx.Schema;

namespace ModelCompression.Core.Tests.Onnx;

/// <summary>A model of the zoo.</summary>
/// <param name="IsVerbatim">True when it must come back as the very same message, false when only the meaning must be kept (names may change).</param>
internal sealed record ZooModel(string Name, ModelProto Message, bool IsVerbatim = true);
