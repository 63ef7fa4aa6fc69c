using System.Globalization;

namespace ModelCompression.Reporting;

/// <summary>The columns of the table of layers; those that would be empty for every layer are left out.</summary>
internal static class LayerColumns
{
    private static readonly (string Title, Func<LayerReport, string> Cell)[] Columns =
    [
        ("Node", layer => layer.Node),
        ("Operator", layer => layer.Operator),
        (ReportTables.SchemeColumn, layer => layer.Scheme),
        ("Bits", layer => layer.Bits?.ToString(CultureInfo.InvariantCulture) ?? ""),
        ("Range", Range),
        ("By", layer => layer.Calibrator ?? ""),
        ("Weights", layer => Decibels(layer.WeightSqnrDb)),
        ("Result", layer => Decibels(layer.OutputSqnrDb)),
        ("Sensitivity", layer => layer.SensitivityDb is { } gain ? gain.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) : ""),
        ("Runtime", layer => layer.Runtime ?? ""),
        ("Note", layer => layer.Note ?? ""),
    ];

    /// <summary>Columns of single words, which are not broken over lines.</summary>
    public static readonly IReadOnlyList<string> Unbroken = ["By", "Runtime"];

    private static readonly string[] Always = ["Node", "Operator", ReportTables.SchemeColumn, "Note"];

    public static (IReadOnlyList<string> Titles, IReadOnlyList<IReadOnlyList<string>> Rows) Of(IReadOnlyList<LayerReport> layers)
    {
        var used = Columns.Where(column => Always.Contains(column.Title) || layers.Any(layer => column.Cell(layer).Length > 0)).ToList();
        return ([.. used.Select(column => column.Title)], [.. layers.Select(IReadOnlyList<string> (layer) => [.. used.Select(column => column.Cell(layer))])]);
    }

    /// <summary>The ends, and what scale and zero point make of them: <c>-1.2 to 3.4 (0.018, 66)</c>.</summary>
    private static string Range(LayerReport layer) => layer is { Min: { } min, Max: { } max, Scale: { } scale, ZeroPoint: { } zero }
        ? string.Create(CultureInfo.InvariantCulture, $"{MetricFormat.Number(min, 3)} to {MetricFormat.Number(max, 3)} ({MetricFormat.Number(scale, 3)}, {zero})")
        : "";

    private static string Decibels(double? value) => value is { } decibels ? decibels >= 200 ? "exact" : decibels.ToString("0.0", CultureInfo.InvariantCulture) : "";
}
