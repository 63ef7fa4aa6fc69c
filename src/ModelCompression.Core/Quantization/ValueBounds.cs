using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Quantization;

/// <summary>Real bounds of a value that hold for every input of the model, from the operators that compute it alone.</summary>
public static class ValueBounds
{
    private const int MaxDepth = 32;

    /// <summary>Results lie between the smallest and the largest element of the inputs (for pooling: and 0, which padding counts as).</summary>
    private static readonly string[] Choosing =
    [
        "AveragePool", "Concat", "DepthToSpace", "Expand", "Flatten", "Gather", "GlobalAveragePool", "GlobalMaxPool", "Identity", "MaxPool", "ReduceMax", "ReduceMean", "ReduceMin",
        "Reshape", "Slice", "SpaceToDepth", "Split", "Squeeze", "Tile", "Transpose", "Unsqueeze",
    ];

    /// <summary>Bounds of a float value; infinite where nothing is known.</summary>
    public static (float Low, float High) Of(Value value) => Of(value, MaxDepth);

    private static (float Low, float High) Of(Value value, int depth)
    {
        var unbounded = (float.NegativeInfinity, float.PositiveInfinity);
        if (depth == 0 || value.Producer is not { Domain.Length: 0 } node)
        {
            return unbounded;
        }

        return node.OpType switch
        {
            "Sigmoid" or "HardSigmoid" or "Softmax" => (0, 1),
            "Tanh" or "Softsign" or "Sin" or "Cos" or "Erf" => (-1, 1),
            "Relu" or "Clip" => Clipped(node, depth),
            _ when Choosing.Contains(node.OpType) => Joined(node, depth),
            _ => unbounded,
        };
    }

    private static (float Low, float High) Clipped(Node node, int depth)
    {
        var (low, high) = node.Input(0) is { } input ? Of(input, depth - 1) : (float.NegativeInfinity, float.PositiveInfinity);
        return ClipBounds.Of(node) is var (from, to) && from <= to ? (Math.Clamp(low, from, to), Math.Clamp(high, from, to)) : (low, high);
    }

    private static (float Low, float High) Joined(Node node, int depth)
    {
        var inputs = node.Is("Concat") ? node.Inputs : node.Inputs.Take(1);
        var bounds = inputs.OfType<Value>().Select(input => Of(input, depth - 1)).ToList();
        return (Math.Min(0, bounds.Min(bound => bound.Low)), Math.Max(0, bounds.Max(bound => bound.High)));
    }
}
