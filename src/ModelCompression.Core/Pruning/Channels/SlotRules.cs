using ModelCompression.Pruning.Channels.Rules;

namespace ModelCompression.Pruning.Channels;

/// <summary>How each operator carries channels from its inputs to its outputs.</summary>
internal static class SlotRules
{
    private static readonly Dictionary<string, Func<SlotNode, bool>> ByOperator =
        new IEnumerable<(string Op, Func<SlotNode, bool> Rule)>[] { ConvolutionSlots.Rules, ProductSlots.Rules, ElementwiseSlots.Rules, WindowSlots.Rules, NormalizationSlots.Rules, LayoutSlots.Rules, SelectionSlots.Rules }
            .SelectMany(rules => rules).ToDictionary(rule => rule.Op, rule => rule.Rule, StringComparer.Ordinal);

    /// <summary>Applies the rule of a node; without one, or where it does not fit, everything the node touches is frozen.</summary>
    public static void Apply(SlotNode node)
    {
        if (node.Node.Domain.Length > 0 || node.Node.Subgraphs.Any() || !ByOperator.TryGetValue(node.Node.OpType, out var rule) || !rule(node))
        {
            node.FreezeAll();
        }
    }
}
