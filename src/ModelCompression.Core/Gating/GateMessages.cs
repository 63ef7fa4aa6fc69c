using System.Globalization;
using ModelCompression.Diagnostics;
using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>The sentences a failed gate gives, with all figures.</summary>
internal static class GateMessages
{
    private const int FewestDigits = 4;
    private const int MostDigits = 12;

    public static Reason DropTooLarge(EvaluationResult result, double maxDrop, string data)
    {
        var required = result.Better == Direction.Higher ? result.Original - maxDrop : result.Original + maxDrop;
        var digits = DigitsThatTellApart(result.Compressed, required);
        return Missed(result, Text(required, digits), digits, $"original {Text(result.Original, digits)}, MaxMetricDrop {Plain(maxDrop)}", data);
    }

    public static Reason BelowMinimum(EvaluationResult result, double minimum, string data) =>
        Missed(result, Plain(minimum), DigitsThatTellApart(result.Compressed, minimum), $"MinMetric {Plain(minimum)}", data);

    public static Reason NotANumber(EvaluationResult result, string data) => new(
        Codes.GateFailed,
        double.IsNaN(result.Original)
            ? $"{result.Metric} of the original model is not a number on '{data}' ({Samples(result)}), so nothing can be compared; look for outputs that are not finite or all equal, or use other data"
            : $"{result.Metric} of the compressed model is not a number on '{data}' ({Samples(result)}; original {Text(result.Original, FewestDigits)}); its outputs are not finite, or all equal: compress less");

    public static Reason TooLarge(long sizeBytes, long maxSizeBytes, long originalBytes) => new(
        Codes.TooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The compressed model has {sizeBytes:N0} bytes, more than MaxSize allows ({maxSizeBytes:N0}; original {originalBytes:N0})"));

    private static Reason Missed(EvaluationResult result, string required, int digits, string why, string data)
    {
        var relation = result.Better == Direction.Higher ? "below the required" : "above the allowed";
        return new Reason(Codes.GateFailed, $"{result.Metric} {Text(result.Compressed, digits)} is {relation} {required} ({why}) on '{data}' ({Samples(result)})");
    }

    private static int DigitsThatTellApart(double value, double limit)
    {
        var digits = FewestDigits;
        while (digits < MostDigits && Text(value, digits) == Text(limit, digits))
        {
            digits++;
        }

        return digits;
    }

    private static string Samples(EvaluationResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Samples} {(result.Samples == 1 ? "sample" : "samples")}");

    private static string Text(double value, int digits) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
