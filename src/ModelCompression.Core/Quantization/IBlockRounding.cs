namespace ModelCompression.Quantization;

/// <summary>Chooses the scale and zero point of one block of weights.</summary>
public interface IBlockRounding
{
    /// <param name="weights">The weights of the block, finite.</param>
    /// <param name="importance">How much an error of each weight counts, 0 or more; empty when all count alike.</param>
    /// <returns>A scale, which may be negative and is 0 only for a block of zeros, and a zero point within the codes.</returns>
    BlockParameters Choose(ReadOnlySpan<float> weights, ReadOnlySpan<float> importance, BlockGrid grid);
}

/// <summary>Scale and zero point of a block: weight = (code - ZeroPoint) * Scale.</summary>
public readonly record struct BlockParameters(float Scale, byte ZeroPoint);
