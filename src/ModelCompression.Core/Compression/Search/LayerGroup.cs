using ModelCompression.Compression.Recipes;
using ModelCompression.Ir;
using ModelCompression.Quantization;

namespace ModelCompression.Compression.Search;

/// <summary>Quantized nodes that can only be reverted together, because they share a weight.</summary>
/// <param name="Nodes">Their names, in graph order.</param>
/// <param name="Bits">Bits of the weights; null for operators without.</param>
internal sealed record LayerGroup(IReadOnlyList<string> Nodes, int? Bits)
{
    private static readonly string[] Joining = ["Add", "Mul", "Concat", "Sigmoid", "Softmax", "LeakyRelu", "AveragePool", "GlobalAveragePool"];

    /// <summary>The groups of a candidate in graph order. What only moves values follows its neighbours and is in none.</summary>
    /// <param name="model">The float graph it was made of.</param>
    public static IReadOnlyList<LayerGroup> Of(Model model, IReadOnlyList<LayerChoice> layers)
    {
        var choices = layers.Where(layer => layer.Scheme != "Float16" && (layer.Bits is not null || layer.Scheme != "Static" || Joining.Contains(layer.Operator)))
            .ToDictionary(layer => layer.Node, StringComparer.Ordinal);
        return [.. model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes)
            .Where(node => choices.ContainsKey(node.Name))
            .GroupBy(node => SharedWeight(node) ?? (object)node)
            .Select(group => new LayerGroup([.. group.Select(node => node.Name)], choices[group.First().Name].Bits))];
    }

    /// <summary>The rules that take the group out of integer arithmetic; its weights may still be stored in half precision where the recipe does that.</summary>
    public IEnumerable<RecipeRule> Revert(IReadOnlyList<string> schemes, string why) => Nodes.Select(node => Bits is not null && schemes.Contains("Float16")
        ? new RecipeRule(new NodePattern(node, null, null)) { Scheme = "Float16", Why = why }
        : new RecipeRule(new NodePattern(node, null, null)) { Exclude = true, Why = why });

    /// <summary>The rules that give the group a grid of 8 bits.</summary>
    public IEnumerable<RecipeRule> Refine(string why) => Nodes.Select(node => new RecipeRule(new NodePattern(node, null, null)) { WeightBits = 8, Why = why });

    private static Value? SharedWeight(Node node) => node.Inputs.FirstOrDefault(input => input is { Initializer: not null, Constant.Shape.Rank: >= 2 } && input.Uses.Count > 1);
}
