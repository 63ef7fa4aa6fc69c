namespace ModelCompression.Quantization;

/// <summary>Quantized weights and the scale of each channel (one scale for per-tensor quantization): real = quantized * scale.</summary>
/// <param name="Values">Row-major in the order of the source tensor.</param>
/// <param name="Scales">One per channel, positive.</param>
/// <param name="GrownChannels">Channels whose scale was enlarged to keep pairs from saturating.</param>
public sealed record QuantizedWeights(sbyte[] Values, float[] Scales, int GrownChannels)
{
    /// <summary>What the enlarged scales cost: how much lower the signal-to-noise ratio of the weights is than without them, in dB; null when there are none.</summary>
    public double? PairSafetyDecibels { get; init; }

    /// <summary>Bits of the grid, whatever type holds it.</summary>
    public int Bits { get; init; } = 8;

    /// <summary>What the report says about enlarged scales; null when there are none.</summary>
    public string? Note => GrownChannels > 0
        ? FormattableString.Invariant($"scale enlarged on {GrownChannels} of {Scales.Length} channels so that no CPU saturates{(PairSafetyDecibels is { } cost ? FormattableString.Invariant($", which costs {cost:0.0} dB of the weights") : "")}")
        : null;
}
