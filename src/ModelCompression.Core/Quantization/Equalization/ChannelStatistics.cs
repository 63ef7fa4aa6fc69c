namespace ModelCompression.Quantization.Equalization;

/// <summary>What the channels of one tensor hold on the calibration samples; one entry a channel in every list.</summary>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="MeanSquare">Mean of the squares.</param>
/// <param name="NonZeroShare">Share of the values that are not 0: what a Relu lets through.</param>
/// <param name="Independent">Number of values of one channel that tell something new: of the positions of one sample, which are alike, the root of their number.</param>
public sealed record ChannelStatistics(float[] Min, float[] Max, double[] MeanSquare, double[] NonZeroShare, double Independent)
{
    public int Channels => Min.Length;

    public bool IsFinite => MeanSquare.All(double.IsFinite);
}
