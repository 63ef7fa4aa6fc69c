using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>
/// The absolute value of a weight: Han et al., "Learning both Weights and Connections for Efficient Neural Networks", 2015, section 3. Of a channel the length (L2) of all that
/// belongs to it.
/// </summary>
[Strategy("Magnitude", "Weights of small absolute value matter least.")]
public sealed class MagnitudeCriterion : IImportanceCriterion
{
    public float[] Score(PrunableWeight weight, WeightFacts facts) => Array.ConvertAll(weight.Data.AsSpan<float>().ToArray(), MathF.Abs);

    public double[] ScoreChannels(ChannelFacts facts) => Array.ConvertAll(facts.WeightSquares, Math.Sqrt);
}
