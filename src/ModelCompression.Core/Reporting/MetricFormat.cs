using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>How a metric's values read: rates as percentages and percentage points, fidelity as a cosine, everything else in its own unit.</summary>
internal static class MetricFormat
{
    public const string Fidelity = "Fidelity";

    private static readonly string[] Rates = ["Top1", "Top5", "F1", "F1Micro", "F1Binary", "BalancedAccuracy", "RecallAt1", "RecallAt10", "NdcgAt10", "MeanAveragePrecision"];

    /// <summary>What the metric is called in a report.</summary>
    public static string Title(string metric) => metric switch
    {
        "Top1" or "Top5" => metric + " accuracy",
        "F1" => "F1 (macro)",
        "F1Micro" => "F1 (micro)",
        "F1Binary" => "F1 of class 1",
        "BalancedAccuracy" => "Balanced accuracy",
        "MeanAveragePrecision" => "Mean average precision",
        "RecallAt1" => "Recall at 1",
        "RecallAt10" => "Recall at 10",
        "NdcgAt10" => "nDCG at 10",
        "Spearman" => "Spearman correlation",
        "Pearson" => "Pearson correlation",
        "Rmse" => "Root mean squared error",
        "Mae" => "Mean absolute error",
        "R2" => "Coefficient of determination",
        Fidelity => "Fidelity to the original",
        _ => metric,
    };

    /// <summary>A value such as <c>98.95%</c>, <c>0.9998</c> or <c>3.142</c>.</summary>
    public static string Value(string metric, double value)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        return IsRate(metric) ? Invariant($"{value * 100:0.00}%") : metric == Fidelity ? Invariant($"{value:0.0000}") : Number(value);
    }

    /// <summary>A difference that keeps its sign, such as <c>-0.31 pp</c>.</summary>
    public static string Difference(string metric, double difference)
    {
        if (!double.IsFinite(difference))
        {
            return Special(difference);
        }

        return IsRate(metric) ? Invariant($"{difference * 100:+0.00;-0.00;0.00} pp") : Invariant($"{difference:+0.####;-0.####;0}");
    }

    /// <summary>An allowed drop such as <c>1.0 pp</c> or <c>0.05</c>: as many digits as it has, four at most.</summary>
    public static string Allowance(string metric, double drop)
    {
        if (!double.IsFinite(drop))
        {
            return Special(drop);
        }

        return IsRate(metric) ? Invariant($"{drop * 100:0.0###} pp") : Invariant($"{drop:0.######}");
    }

    /// <summary>A number with so many significant digits at most, without an exponent where that is short.</summary>
    public static string Number(double value, int digits = 4)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        var text = value.ToString(Invariant($"G{digits}"), CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) && Math.Abs(value) < 1e15
            ? double.Parse(text, CultureInfo.InvariantCulture).ToString(Math.Abs(value) < 1e-4 ? "0.###E0" : "0", CultureInfo.InvariantCulture)
            : text;
    }

    private static bool IsRate(string metric) => Rates.Contains(metric);

    private static string Special(double value) => double.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "-infinite";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
