using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>The messages a value was read from; kept in <c>Value.Extras</c> and never changed.</summary>
/// <param name="Declared">Its declaration as input, output or value_info; null when there is none.</param>
/// <param name="Sparse">The tensor of a sparse initializer.</param>
internal sealed record ValueOrigin(ValueInfoProto? Declared, SparseTensorProto? Sparse = null);
