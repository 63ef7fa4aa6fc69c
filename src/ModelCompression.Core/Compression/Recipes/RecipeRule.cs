using ModelCompression.Quantization;

namespace ModelCompression.Compression.Recipes;

/// <summary>What a recipe says about the nodes a pattern matches. What is null is left as it is; of several rules that say something, the last one counts.</summary>
/// <param name="Match">The nodes it is about.</param>
public sealed record RecipeRule(NodePattern Match)
{
    /// <summary>True: the nodes stay as they are. False: they do not after all, although an earlier rule excludes them.</summary>
    public bool? Exclude { get; init; }

    /// <summary>Id of the only quantizer that may take the nodes, or None, which excludes them.</summary>
    public string? Scheme { get; init; }

    public int? WeightBits { get; init; }

    /// <summary>Id of the calibrator of the nodes' results.</summary>
    public string? Calibrator { get; init; }

    /// <summary>Id of the calibrator that decides how far the nodes' weights are clipped.</summary>
    public string? WeightCalibrator { get; init; }

    public Granularity? Granularity { get; init; }

    public int? BlockSize { get; init; }

    /// <summary>The reason the report gives for what this rule leaves undone.</summary>
    public string? Why { get; init; }

    /// <summary>True for a rule that does nothing but set the bits of this one node.</summary>
    internal bool IsRefinementOf(string node) => this with { Why = null } == new RecipeRule(new NodePattern(node, null, null)) { WeightBits = WeightBits };
}
