using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>Seeded uniform scores: the control every other criterion has to beat.</summary>
[Strategy("Random", "Random choice from Seed: the control for all other criteria.")]
public sealed class RandomCriterion : IImportanceCriterion
{
    private const int Stride = 7919;

    public float[] Score(PrunableWeight weight, WeightFacts facts) => Array.ConvertAll(Draw(facts.Index, facts.Seed, (int)weight.Data.Count), value => (float)value);

    public double[] ScoreChannels(ChannelFacts facts) => Draw(facts.Index, facts.Seed, facts.Count);

    private static double[] Draw(int index, int seed, int count)
    {
        var random = new Random(unchecked((seed * Stride) + index));
        var scores = new double[count];
        for (var i = 0; i < count; i++)
        {
            scores[i] = random.NextSingle();
        }

        return scores;
    }
}
