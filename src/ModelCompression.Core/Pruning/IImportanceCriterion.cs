using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning;

/// <summary>A weight tensor that may be pruned: the constant and the first node that uses it.</summary>
public sealed record PrunableWeight(Value Value, Node Node, TensorData Data);

/// <summary>What a criterion may know beside the weights of a tensor.</summary>
/// <param name="Index">Position of the weight in the model, for criteria that draw random numbers.</param>
public sealed record WeightFacts(int Index, int Seed)
{
    /// <summary>Mean square of the input each weight is multiplied by, row-major as the tensor; null where that was not measured.</summary>
    public double[]? InputSquares { get; init; }
}

/// <summary>What a criterion may know of the channels of one width. All lists are in the order of the channels.</summary>
/// <param name="Index">Position of the width in the model.</param>
/// <param name="Count">Number of channels.</param>
public sealed record ChannelFacts(int Index, int Seed, int Count)
{
    /// <summary>Sum of squares of all weights and biases that belong to a channel alone.</summary>
    public required double[] WeightSquares { get; init; }

    /// <summary>Mean square of a channel times the sum of squares of the weights that read it, over all readers, each as a share of its output.</summary>
    public required double[] ReadSquares { get; init; }
}

/// <summary>Says how much each single weight, or each channel, matters. Larger is more important; scores are finite and not negative.</summary>
public interface IImportanceCriterion
{
    /// <summary>True when it cannot do without calibration data.</summary>
    bool NeedsData => false;

    /// <summary>True when single weights that are left are fitted anew, which also decides which ones those are.</summary>
    bool FitsWeights => false;

    /// <returns>One score per element, row-major.</returns>
    float[] Score(PrunableWeight weight, WeightFacts facts);

    /// <summary>Scores of the channels of one width; null when the criterion looks at what is left after each channel that goes.</summary>
    double[]? ScoreChannels(ChannelFacts facts);
}

/// <summary>Turns scores of all tensors into scores that can be compared with one threshold over the model, or keeps them apart.</summary>
public interface IPruningAllocation
{
    /// <summary>
    /// How many elements to remove from each tensor so that <paramref name="count"/> are removed in all (or as close as rounding per tensor gets).
    /// </summary>
    /// <param name="scores">One score per element of each tensor.</param>
    int[] Allocate(IReadOnlyList<float[]> scores, long count);
}
