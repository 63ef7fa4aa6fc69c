using ModelCompression.Analysis;

namespace ModelCompression.Pruning;

/// <summary>
/// A weight by what it adds to its output: <c>|w| sqrt(E[x²])</c> with x the input it is multiplied by (Sun et al. 2023, "Wanda"). Of a channel
/// <c>E[a²] |w_out|²</c>: what it adds to the outputs of the layers that read it.
/// </summary>
[Strategy("Activation", "Weights that add little to their output, by their size and that of their inputs; needs CalibrationData.")]
public sealed class ActivationCriterion : IImportanceCriterion
{
    public bool NeedsData => true;

    public float[] Score(PrunableWeight weight, WeightFacts facts)
    {
        var scores = weight.Data.AsSpan<float>().ToArray();
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = MathF.Abs(scores[i]) * (facts.InputSquares is { } squares ? (float)Math.Sqrt(squares[i]) : 1);
        }

        return scores;
    }

    public double[] ScoreChannels(ChannelFacts facts) => facts.ReadSquares;
}
