using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>The same share of every tensor.</summary>
[Strategy("Uniform", "The same share of every layer.")]
public sealed class UniformAllocation : IPruningAllocation
{
    public int[] Allocate(IReadOnlyList<float[]> scores, long count)
    {
        var total = scores.Sum(tensor => (long)tensor.Length);
        return [.. scores.Select(tensor => total == 0 ? 0 : (int)Math.Round((double)count * tensor.Length / total, MidpointRounding.ToEven))];
    }
}
