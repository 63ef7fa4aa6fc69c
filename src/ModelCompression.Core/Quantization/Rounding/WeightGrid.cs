namespace ModelCompression.Quantization.Rounding;

/// <summary>Which integers a layer's weights may be.</summary>
/// <param name="Bits">2 to 8; symmetric, from -(2^(bits-1) - 1) to 2^(bits-1) - 1.</param>
/// <param name="PairLimit">Largest sum of two neighbouring integers of one sign; null for no limit.</param>
public sealed record WeightGrid(int Bits, int? PairLimit)
{
    public int Largest => (1 << (Bits - 1)) - 1;
}
