using System.Globalization;
using ModelCompression.Diagnostics;
using ModelCompression.Metrics;

namespace ModelCompression.Gating;

/// <summary>The sentences a failed gate gives, with all figures.</summary>
internal static class GateMessages
{
    private const int FewestDigits = 4;
    private const int MostDigits = 12;

    public static Reason DropTooLarge(EvaluationResult result, double maxDrop, GateLimits limits, string data)
    {
        var required = result.Better == Direction.Higher ? result.Original - maxDrop : result.Original + maxDrop;
        var digits = DigitsThatTellApart(result.Compressed, required);
        return Missed(result, Text(required, digits), digits, $"original {Text(result.Original, digits)}, MaxMetricDrop {Plain(maxDrop)}", data, Interval(result, limits));
    }

    /// <summary>The samples are too few to tell on which side of the limit the loss is.</summary>
    public static Reason Undecided(EvaluationResult result, double maxDrop, GateLimits limits, string data)
    {
        var needed = DropInterval.SamplesToDecide(result, maxDrop, limits.Confidence) is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"about {number:N0} samples like these would decide")
            : "more samples would not decide soon, since it is so close to the limit";
        return new Reason(Codes.Undecided, string.Create(CultureInfo.InvariantCulture,
            $"{Samples(result)} of '{data}' are too few to tell whether {result.Metric} loses more than MaxMetricDrop {Plain(maxDrop)} (original {Text(result.Original, FewestDigits)}, compressed {Text(result.Compressed, FewestDigits)}{Interval(result, limits)}); {needed}"));
    }

    /// <param name="worse">Classes that lose too much, the worst first.</param>
    public static Reason ClassDropTooLarge(IReadOnlyList<ClassCounts> worse, double maxDrop, string data)
    {
        var worst = worse[0];
        var others = worse.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $", and {worse.Count - 1} more {(worse.Count == 2 ? "class" : "classes")}");
        return new Reason(Codes.GateFailed, string.Create(CultureInfo.InvariantCulture,
            $"class {worst.Class} has {worst.Counts.CompressedRight} of {worst.Samples} samples right, {worst.Counts.OriginalRight} before, a loss of more than MaxClassDrop {Plain(maxDrop)} on '{data}'{others}"), "MaxClassDrop");
    }

    public static Reason BelowMinimum(EvaluationResult result, double minimum, string data) =>
        Missed(result, Plain(minimum), DigitsThatTellApart(result.Compressed, minimum), $"MinMetric {Plain(minimum)}", data, gate: "MinMetric");

    public static Reason NotANumber(EvaluationResult result, string data) => new(
        Codes.GateFailed,
        double.IsNaN(result.Original)
            ? $"{result.Metric} of the original model is not a number on '{data}' ({Samples(result)}), so nothing can be compared; look for outputs that are not finite or all equal, or use other data"
            : $"{result.Metric} of the compressed model is not a number on '{data}' ({Samples(result)}; original {Text(result.Original, FewestDigits)}); its outputs are not finite, or all equal: compress less");

    public static Reason TooLarge(long sizeBytes, long maxSizeBytes, long originalBytes) => new(
        Codes.TooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The compressed model has {sizeBytes:N0} bytes, more than MaxSize allows ({maxSizeBytes:N0}; original {originalBytes:N0})"), "MaxSize");

    private static Reason Missed(EvaluationResult result, string required, int digits, string why, string data, string interval = "", string gate = "MaxMetricDrop")
    {
        var relation = result.Better == Direction.Higher ? "below the required" : "above the allowed";
        return new Reason(Codes.GateFailed, $"{result.Metric} {Text(result.Compressed, digits)} is {relation} {required} ({why}) on '{data}' ({Samples(result)}{interval})", gate);
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

    /// <summary>", drop 0.0012 to 0.0190 at 95 % confidence on each side", or nothing.</summary>
    private static string Interval(EvaluationResult result, GateLimits limits) => DropInterval.Of(result, limits.Confidence) is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $", drop {Text(interval.Lower, FewestDigits)} to {Text(interval.Upper, FewestDigits)} at {limits.Confidence * 100:0.##} % confidence on each side")
        : "";

    private static string Samples(EvaluationResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{result.Samples} {(result.Samples == 1 ? "sample" : "samples")}");

    private static string Text(double value, int digits) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
