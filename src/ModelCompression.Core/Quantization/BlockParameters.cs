namespace ModelCompression.Quantization;

/// <summary>Scale and zero point of a block: weight = (code - ZeroPoint) * Scale. The scale may be negative, and is 0 only for a block of zeros.</summary>
public readonly record struct BlockParameters(float Scale, byte ZeroPoint);
