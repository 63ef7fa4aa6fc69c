using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning;

/// <summary>What to set to zero in one tensor.</summary>
/// <param name="Pruned">The tensor with zeros in place.</param>
/// <param name="Removed">Elements set to zero, those that were zero already included.</param>
public sealed record PrunedWeight(PrunableWeight Weight, TensorData Pruned, int Removed);

/// <summary>A planned pruning; nothing is edited until it is applied.</summary>
public sealed record PruningPlan(IReadOnlyList<PrunedWeight> Weights, IReadOnlyList<Skipped> Skipped)
{
    /// <summary>Share of zeros over all pruned tensors, 0 to 1.</summary>
    public double Sparsity => Weights.Sum(weight => weight.Weight.Data.Count) is var count and > 0 ? Weights.Sum(weight => (double)weight.Removed) / count : 0;
}

/// <summary>One-shot unstructured pruning: sets the least important weights to zero. Zeros pay only in packed or compressed storage, not in speed.</summary>
public sealed class UnstructuredPruner(IImportanceCriterion criterion, IPruningAllocation allocation)
{
    /// <param name="sparsity">Share of the weights of Conv, ConvTranspose, Gemm and MatMul to remove, 0 to 1.</param>
    /// <param name="inputSquares">Mean squares of inputs; see <see cref="WeightFacts.InputSquares"/>.</param>
    public PruningPlan Plan(Model model, double sparsity, int seed, Func<PrunableWeight, double[]?>? inputSquares = null)
    {
        var skipped = new List<Skipped>();
        var weights = Prunable(model, skipped);
        var scores = weights.Select((weight, index) => criterion.Score(weight, new WeightFacts(index, seed) { InputSquares = inputSquares?.Invoke(weight) })).ToList();
        var count = (long)Math.Round(sparsity * scores.Sum(tensor => (double)tensor.Length), MidpointRounding.ToEven);
        var removed = allocation.Allocate(scores, count);
        return new PruningPlan([.. weights.Select((weight, i) => Prune(weight, scores[i], removed[i]))], skipped);
    }

    /// <summary>Puts the pruned tensors in place. Every use of a shared weight sees the same pruned tensor.</summary>
    public static void Apply(Model model, PruningPlan plan)
    {
        foreach (var (weight, pruned, _) in plan.Weights)
        {
            var graph = weight.Value.Owner ?? throw new InvalidOperationException($"{weight.Value} is in no graph.");
            var replacement = graph.AddInitializer(weight.Value.Name + "_pruned", pruned);
            foreach (var use in weight.Value.Uses.ToList())
            {
                use.Node.SetInput(use.Index, replacement);
            }

            graph.RemoveInitializer(weight.Value);
        }
    }

    private static List<PrunableWeight> Prunable(Model model, List<Skipped> skipped)
    {
        var seen = new HashSet<Value>();
        var result = new List<PrunableWeight>();
        foreach (var node in model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes).Where(node => node.IsAny("Conv", "ConvTranspose", "Gemm", "MatMul")))
        {
            if (node.Input(1) is not { Constant: { Element: ElementType.Float } data, IsGraphOutput: false } value)
            {
                skipped.Add(new Skipped(node.Name, "the weight is not a constant of type Float, or is a graph output"));
            }
            else if (data.AsSpan<float>().ContainsNonFinite())
            {
                skipped.Add(new Skipped(node.Name, "the weight holds values that are not finite"));
            }
            else if (seen.Add(value))
            {
                result.Add(new PrunableWeight(value, node, data));
            }
        }

        return result;
    }

    private static PrunedWeight Prune(PrunableWeight weight, float[] scores, int count)
    {
        var values = weight.Data.AsSpan<float>().ToArray();
        foreach (var i in Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i).Take(count))
        {
            values[i] = 0;
        }

        return new PrunedWeight(weight, TensorData.Floats(weight.Data.Shape, values), values.Count(value => value == 0));
    }
}
