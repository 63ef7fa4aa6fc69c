using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Quantization;

namespace ModelCompression.Compression.Recipes;

/// <summary>The rules of a recipe, worked out for the nodes of one model by name: what each may be and how.</summary>
internal sealed class NodeRules
{
    private readonly NodeSettings _defaults;
    private readonly IReadOnlyList<string> _schemes;
    private readonly SortedDictionary<string, Asked> _asked = new(StringComparer.Ordinal);

    /// <param name="model">The normalized model; every node has a name of its own.</param>
    /// <param name="schemes">Ids of the quantizers of the recipe, in order.</param>
    public NodeRules(Model model, CompressionOptions options, IReadOnlyList<string> schemes, IDiagnostics diagnostics)
    {
        _defaults = options.Node;
        _schemes = schemes;
        var nodes = model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).ToList();
        for (var i = 0; i < options.Rules.Count; i++)
        {
            var matched = nodes.Where(options.Rules[i].Match.Matches).ToList();
            if (matched.Count == 0)
            {
                diagnostics.Report(Diagnostic.Warning(Codes.RuleMatchesNothing,
                    FormattableString.Invariant($"Rule {i + 1} of the recipe ({options.Rules[i].Match}) matches no node of the model. The report lists the nodes by name and operator.")));
            }

            foreach (var node in matched)
            {
                _asked[node.Name] = (_asked.GetValueOrDefault(node.Name) ?? new Asked(new RecipeRule(options.Rules[i].Match), _defaults)).Then(options.Rules[i]);
            }
        }
    }

    /// <summary>The quantizers to run: those of the recipe, then those only rules ask for.</summary>
    public IReadOnlyList<string> Schemes =>
        [.. _schemes.Concat(_asked.Values.Where(asked => asked.Rule.Exclude != true).Select(asked => asked.Settings.Scheme).Where(scheme => scheme.Length > 0).Order(StringComparer.Ordinal)).Distinct()];

    public NodeSettings SettingsOf(Node node) => _asked.GetValueOrDefault(node.Name)?.Settings ?? _defaults;

    /// <summary>The settings for a value: what is asked of the node that computes it (in front of a Relu or Clip that fuses), or of the first that reads a graph input.</summary>
    public NodeSettings SettingsOf(Value value)
    {
        var node = value.Producer ?? value.Uses.Select(use => use.Node).FirstOrDefault();
        var fused = node is not null && ClipBounds.Of(node) is not null ? node.Input(0)?.Producer : null;
        return (fused ?? node) is { } asked ? SettingsOf(asked) : _defaults;
    }

    /// <summary>The nodes quantizer <paramref name="scheme"/> must leave alone, with the reason; an empty reason is not worth a word.</summary>
    public Dictionary<Node, string> Excluded(Model model, string scheme) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes)
        .Select(node => (Node: node, Why: ReasonAgainst(node, scheme)))
        .Where(pair => pair.Why is not null)
        .ToDictionary(pair => pair.Node, pair => pair.Why ?? "");

    /// <summary>Rules that were not obeyed, with the reason where a quantizer gave one.</summary>
    public IEnumerable<Skipped> Disobeyed(IReadOnlyList<LayerChoice> layers, IReadOnlyList<Skipped> skipped)
    {
        var chosen = layers.ToDictionary(layer => layer.Node, StringComparer.Ordinal);
        foreach (var (node, asked) in _asked.Where(pair => pair.Value.Rule.Exclude != true))
        {
            var layer = chosen.GetValueOrDefault(node);
            if (asked.Settings.Scheme is { Length: > 0 } scheme && layer?.Scheme != scheme)
            {
                var why = skipped.LastOrDefault(item => item.Node == node && item.Why.Length > 0)?.Why ?? "the operator has no such form";
                yield return new Skipped(node, $"the recipe asks for {scheme} here, which cannot be done: {why}");
            }
            else if (asked.Rule.WeightBits is { } bits && layer?.Bits != bits)
            {
                yield return new Skipped(node, FormattableString.Invariant($"the recipe asks for {bits} bits here, but the node {(layer is null ? "is not quantized" : $"is {layer.Scheme}")}"));
            }
            else if (ScalesRefused(asked.Rule, layer) is { } wish)
            {
                var why = layer is null ? skipped.LastOrDefault(item => item.Node == node && item.Why.Length > 0)?.Why : null;
                yield return new Skipped(node, $"the recipe asks for {wish} here, but the node {(layer is null ? "is not quantized" : $"is {layer.Scheme}")}{(why is null ? "" : ": " + why)}");
            }
        }
    }

    /// <summary>What a rule wants to share a scale and the layer's scheme does not have: only WeightOnly has blocks, and it has nothing else.</summary>
    private static string? ScalesRefused(RecipeRule rule, LayerChoice? layer) => (rule, layer?.Scheme) switch
    {
        ({ Granularity: Granularity.PerTensor }, "WeightOnly") => "PerTensor",
        (_, "WeightOnly") => null,
        ({ Granularity: Granularity.PerBlock } or { BlockSize: not null }, _) => "blocks",
        _ => null,
    };

    private string? ReasonAgainst(Node node, string scheme)
    {
        if (_asked.GetValueOrDefault(node.Name) is not { } asked)
        {
            return _schemes.Contains(scheme) ? null : "";
        }

        if (asked.Rule.Exclude == true)
        {
            return asked.Rule.Why ?? "a rule of the recipe excludes it";
        }

        if (asked.Settings.Scheme.Length > 0 && asked.Settings.Scheme != scheme)
        {
            return asked.Rule.Why ?? "";
        }

        return _schemes.Contains(scheme) || asked.Settings.Scheme == scheme ? null : "";
    }

    /// <summary>The rules that match one node, put together.</summary>
    private sealed record Asked(RecipeRule Rule, NodeSettings Settings)
    {
        public Asked Then(RecipeRule rule) => new(
            new RecipeRule(rule.Match)
            {
                Exclude = rule.Exclude ?? Rule.Exclude,
                WeightBits = rule.WeightBits ?? Rule.WeightBits,
                Granularity = rule.Granularity ?? Rule.Granularity,
                BlockSize = rule.BlockSize ?? Rule.BlockSize,
                Why = rule.Why ?? Rule.Why,
            },
            Settings with
            {
                Scheme = rule.Scheme ?? Settings.Scheme,
                WeightBits = rule.WeightBits ?? Settings.WeightBits,
                Calibrator = rule.Calibrator ?? Settings.Calibrator,
                WeightCalibrator = rule.WeightCalibrator ?? Settings.WeightCalibrator,
                Granularity = rule.Granularity ?? Settings.Granularity,
                BlockSize = rule.BlockSize ?? Settings.BlockSize,
            });
    }
}
