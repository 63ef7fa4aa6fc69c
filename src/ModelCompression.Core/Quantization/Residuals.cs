using ModelCompression.Ir;

namespace ModelCompression.Quantization;

/// <summary>
/// Finds the residual operands of additions: where a placed convolution feeds an Add, the other operand is the residual. When both come from convolutions, the residual is
/// the one with fewer quantized layers in front of it (the shorter path).
/// </summary>
internal static class Residuals
{
    public static IEnumerable<Value> Of(Graph graph, IReadOnlyList<StaticUnit> units)
    {
        var weighted = units.Where(unit => unit.Kind == StaticKind.Weighted).Select(unit => unit.Main).ToHashSet();
        var depths = new Dictionary<Value, int>();
        foreach (var node in graph.Nodes)
        {
            var depth = node.Inputs.OfType<Value>().Select(input => depths.GetValueOrDefault(input)).DefaultIfEmpty(0).Max() + (weighted.Contains(node) ? 1 : 0);
            foreach (var output in node.Outputs.OfType<Value>())
            {
                depths[output] = depth;
            }

            if (node.Is("Add") && node.Input(0) is { Initializer: null } first && node.Input(1) is { Initializer: null } second && first != second)
            {
                var (left, right) = (IsBranch(first, weighted), IsBranch(second, weighted));
                if (left || right)
                {
                    yield return left && (!right || depths.GetValueOrDefault(second) <= depths.GetValueOrDefault(first)) ? second : first;
                }
            }
        }
    }

    private static bool IsBranch(Value value, HashSet<Node> weighted) => value is { HasSingleUse: true, Producer: { } producer } && producer.Is("Conv") && weighted.Contains(producer);
}
