using System.Security.Cryptography;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Passes;

/// <summary>
/// Initializers with equal type, shape and bytes -> the first of them. Candidates are found by hash and compared byte for byte. Initializers that callers may
/// override, that are graph outputs, or that live in a subgraph stay as they are, and so do zero points of int8 weights: the runtime rejects a file in which two
/// weights share one when it is asked to be exact on a CPU without VNNI.
/// </summary>
public sealed class MergeDuplicateInitializers : IPass
{
    public bool Run(Model model, IDiagnostics diagnostics)
    {
        var alike = model.Graph.Initializers
            .Where(value => value is { Constant.Element: not ElementType.String, IsGraphOutput: false, Uses.Count: > 0 } && !IsInt8ZeroPoint(value))
            .GroupBy(value => (value.Constant?.Element, value.Constant?.Shape))
            .Where(group => group.Count() > 1)
            .ToList();
        var merged = alike.Sum(Merge);
        if (merged > 0)
        {
            model.Graph.RemoveInitializers(value => value.Uses.Count == 0 && !value.IsGraphOutput && !value.IsSparse);
        }

        return merged > 0;
    }

    private static bool IsInt8ZeroPoint(Value value) =>
        value.Constant?.Element == ElementType.Int8 && value.Uses.Any(use => use.Index == 2 && use.Node.OpType == "DequantizeLinear");

    private static int Merge(IEnumerable<Value> alike)
    {
        var kept = new Dictionary<string, (Value Value, TensorData Data)>(StringComparer.Ordinal);
        var merged = 0;
        foreach (var value in alike)
        {
            if (value.Constant is not { } data)
            {
                continue;
            }

            var hash = Convert.ToHexString(SHA256.HashData(data.Bytes.Span));
            if (!kept.TryAdd(hash, (value, data)) && kept[hash].Data.ContentEquals(data))
            {
                foreach (var use in value.Uses.ToList())
                {
                    use.Node.SetInput(use.Index, kept[hash].Value);
                }

                merged++;
            }
        }

        return merged;
    }
}
