using System.Collections.Frozen;
using ModelCompression.Ir;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Shape rules by operator of the default domain, one file a family of operators.</summary>
internal static class ShapeRules
{
    private const int MinOpset = 7;

    private static readonly FrozenDictionary<string, Action<NodeShapes>> Rules =
        new[] { ElementwiseShapes.Rules, WindowShapes.Rules, ProductShapes.Rules, LayoutShapes.Rules, SelectionShapes.Rules, ReductionShapes.Rules, ContentShapes.Rules }
            .SelectMany(family => family)
            .ToFrozenDictionary(rule => rule.Op, rule => rule.Infer, StringComparer.Ordinal);

    /// <summary>States in <paramref name="table"/> what is certain about the outputs of <paramref name="node"/>.</summary>
    public static void Apply(Node node, ShapeTable table)
    {
        if (node.Domain.Length == 0 && table.Opset >= MinOpset && node.Outputs.Count > 0 && Rules.TryGetValue(node.OpType, out var infer))
        {
            infer(new NodeShapes(node, table));
        }
    }
}
