using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Pruning;

/// <summary>A weight tensor that may be pruned: the constant and the first node that uses it.</summary>
public sealed record PrunableWeight(Value Value, Node Node, TensorData Data);

/// <summary>Says how much each single weight matters. Larger is more important; scores are finite and not negative.</summary>
public interface IImportanceCriterion
{
    /// <summary>True when it cannot do without calibration data.</summary>
    bool NeedsData => false;

    /// <param name="index">Position of the weight in the model, for criteria that draw random numbers.</param>
    /// <returns>One score per element, row-major.</returns>
    float[] Score(PrunableWeight weight, int index, int seed);
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
