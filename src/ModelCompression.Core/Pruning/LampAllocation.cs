using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>
/// Layer-adaptive magnitude: score of weight u within its tensor, sorted ascending, is u^2 / sum of v^2 over all v not smaller; one threshold over the model.
/// Lee et al., "Layer-adaptive sparsity for the Magnitude-based Pruning", ICLR 2021, equation 3. Never empties a tensor: its largest weight scores 1.
/// </summary>
[Strategy("Lamp", "Layer-adaptive shares from each layer's own distribution of scores (LAMP).")]
public sealed class LampAllocation : IPruningAllocation
{
    public int[] Allocate(IReadOnlyList<float[]> scores, long count) => GlobalAllocation.CountLowest([.. scores.Select(Adapt)], count);

    private static float[] Adapt(float[] scores)
    {
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenByDescending(i => i).ToArray();
        var result = new float[scores.Length];
        double sum = 0;
        foreach (var i in order)
        {
            var energy = scores[i] * (double)scores[i];
            sum += energy;
            result[i] = sum == 0 ? 0 : (float)(energy / sum);
        }

        return result;
    }
}
