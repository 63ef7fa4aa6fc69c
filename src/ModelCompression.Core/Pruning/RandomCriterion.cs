using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>Seeded uniform scores: the control every other criterion has to beat.</summary>
[Strategy("Random", "Random choice from Seed: the control for all other criteria.")]
public sealed class RandomCriterion : IImportanceCriterion
{
    private const int Stride = 7919;

    public float[] Score(PrunableWeight weight, int index, int seed)
    {
        var random = new Random(unchecked(seed * Stride + index));
        var scores = new float[weight.Data.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = random.NextSingle();
        }

        return scores;
    }
}
