using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>The columns of the table of layers; those that would be empty for every layer are left out.</summary>
internal static class LayerColumns
{
    public const string Range = "Range";

    private static readonly (string Title, Func<LayerReport, string> Cell, string? Meaning)[] Columns =
    [
        ("Node", layer => layer.Node, null),
        ("Operator", layer => layer.Operator, null),
        (ReportTables.SchemeColumn, layer => layer.Scheme, null),
        ("Bits", layer => layer.Bits?.ToString(CultureInfo.InvariantCulture) ?? "", "of the grid the weights lie on."),
        (Range, RangeOf, "values the quantized result can hold; in brackets the scale, which is the step between neighbouring values, and the zero point, the integer that stands for 0."),
        ("By", layer => layer.Calibrator ?? "", "the calibrator that chose the range from the calibration data; empty where the range follows from the operator."),
        ("Weights dB", layer => Decibels(layer.WeightSqnrDb), "signal to noise of the stored weights against the original's; 6 dB more is half the error."),
        ("Result dB", layer => Decibels(layer.OutputSqnrDb), "signal to noise of the result on a few samples, the errors of the layers before included."),
        ("Sensitivity dB", layer => layer.SensitivityDb is { } gain ? gain.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : "", "what the model's outputs gain when this node alone stays float."),
        ("Runtime", layer => layer.Runtime ?? "", "the operator the runtime makes of it; empty where it becomes part of another or of several."),
        ("Note", layer => layer.Note ?? "", null),
    ];

    /// <summary>Columns of single words, which are not broken over lines.</summary>
    public static readonly IReadOnlyList<string> Unbroken = ["By", "Runtime"];

    private static readonly string[] Always = ["Node", "Operator", ReportTables.SchemeColumn, "Note"];

    public static (IReadOnlyList<string> Titles, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<KeyValuePair<string, string>> Legend) Of(IReadOnlyList<LayerReport> layers)
    {
        var used = Columns.Where(column => Always.Contains(column.Title) || layers.Any(layer => column.Cell(layer).Length > 0)).ToList();
        return (
            [.. used.Select(column => column.Title)],
            [.. layers.Select(IReadOnlyList<string> (layer) => [.. used.Select(column => column.Cell(layer))])],
            [.. used.Where(column => column.Meaning is not null).Select(column => KeyValuePair.Create(column.Title, column.Meaning ?? ""))]);
    }

    /// <summary>The ends, and what scale and zero point make of them: <c>-1.2 to 3.4 (0.018, 66)</c>.</summary>
    private static string RangeOf(LayerReport layer) => layer is { Min: { } min, Max: { } max, Scale: { } scale, ZeroPoint: { } zero }
        ? string.Create(CultureInfo.InvariantCulture, $"{MetricFormat.Number(min, 3)} to {MetricFormat.Number(max, 3)} ({MetricFormat.Number(scale, 3)}, {zero})")
        : "";

    private static string Decibels(double? value) => value is { } decibels ? decibels >= 200 ? "exact" : decibels.ToString("0.0", CultureInfo.InvariantCulture) : "";
}
