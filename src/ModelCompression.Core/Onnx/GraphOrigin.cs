using ModelCompression.Ir;
using ModelCompression.Onnx.Schema;

namespace ModelCompression.Onnx;

/// <summary>A second declaration of a value that is also an input or an outer value: the output at <paramref name="Index"/>.</summary>
internal sealed record OutputDeclaration(int Index, Value Value, ValueInfoProto Declared);

/// <summary>The message a graph was read from, without what the IR models; kept in <c>Graph.Extras</c> and never changed.</summary>
/// <param name="Message">Keeps doc string, metadata, quantization annotations, value_info of unknown names and unknown fields.</param>
/// <param name="Outputs">Output declarations that differ from the values' own.</param>
/// <param name="Annotated">The values that quantization annotations name, by the name they had in the file.</param>
internal sealed record GraphOrigin(
    GraphProto Message,
    IReadOnlyList<OutputDeclaration> Outputs,
    IReadOnlyDictionary<string, Value> Annotated);
