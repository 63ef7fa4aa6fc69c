namespace ModelCompression.Inference;

/// <summary>How much faster one model is than another.</summary>
/// <param name="Ratio">Median over the pairs of original time / compressed time; above 1 is faster.</param>
/// <param name="LowerQuartile">First quartile of the pair ratios.</param>
/// <param name="UpperQuartile">Third quartile of the pair ratios.</param>
/// <param name="OriginalMilliseconds">Median CPU time of one run of the original.</param>
/// <param name="CompressedMilliseconds">Median CPU time of one run of the compressed model.</param>
/// <param name="Pairs">Number of pairs measured.</param>
public sealed record LatencyRatio(
    double Ratio,
    double LowerQuartile,
    double UpperQuartile,
    double OriginalMilliseconds,
    double CompressedMilliseconds,
    int Pairs)
{
    /// <summary>For models this machine does not run the way their target does.</summary>
    public static LatencyRatio NotMeasured { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0);
}
