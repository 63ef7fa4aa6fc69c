using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>One threshold for the scores of all tensors.</summary>
[Strategy("Global", "The least important weights of the whole model, wherever they are.")]
public sealed class GlobalAllocation : IPruningAllocation
{
    public int[] Allocate(IReadOnlyList<float[]> scores, long count) => CountLowest(scores, count);

    /// <summary>How many of the <paramref name="count"/> lowest scores fall into each tensor; ties go to earlier tensors and elements.</summary>
    public static int[] CountLowest(IReadOnlyList<float[]> scores, long count)
    {
        var all = scores.SelectMany((tensor, index) => tensor.Select(score => (score, index))).ToArray();
        var result = new int[scores.Count];
        foreach (var (_, index) in all.OrderBy(item => item.score).ThenBy(item => item.index).Take((int)Math.Min(count, all.Length)))
        {
            result[index]++;
        }

        return result;
    }
}
