using System.Globalization;

namespace ModelCompression.Reporting.Plots;

/// <summary>
/// The layers that cost most: by what the outputs gain when a layer stays float, where layers were ranked; else by the noise in each layer's result. The worst first.
/// </summary>
internal static class LayerPlot
{
    private const int MostRows = 12;
    private const int RowHeight = 30;
    private const int LongestName = 42;

    /// <summary>Null where less than two layers were measured.</summary>
    public static Plot? Of(ModelReport report)
    {
        var ranked = report.Layers.Where(layer => layer.SensitivityDb is { } gain && double.IsFinite(gain)).OrderByDescending(layer => layer.SensitivityDb).ToList();
        if (ranked.Count > 1)
        {
            return Draw(ranked, layer => layer.SensitivityDb ?? 0, "Sensitivity of the layers", "dB that the model's outputs gain when the layer alone stays float: the longest bars cost most.", "+0.0;-0.0;0.0");
        }

        var noisy = report.Layers.Where(layer => layer.OutputSqnrDb is { } decibels && double.IsFinite(decibels) && decibels < 200).OrderBy(layer => layer.OutputSqnrDb).ToList();
        return noisy.Count > 1
            ? Draw(noisy, layer => layer.OutputSqnrDb ?? 0, "Noise of the layers", "Signal to noise of each layer's result in dB, errors of the layers before included: the shortest bars are the noisiest.", "0.0")
            : null;
    }

    private static Plot Draw(List<LayerReport> layers, Func<LayerReport, double> valueOf, string title, string note, string format)
    {
        var shown = layers.Take(MostRows).ToList();
        var scale = new PlotScale([0, .. shown.Select(valueOf)], 0, Svg.Width);
        var svg = new Svg(shown.Count * RowHeight, title);
        foreach (var (layer, row) in shown.Select((layer, row) => (layer, row)))
        {
            var (y, value) = (row * RowHeight, valueOf(layer));
            var text = value.ToString(format, CultureInfo.InvariantCulture) + " dB";
            var (from, to) = (scale.Place(Math.Min(0, value)), scale.Place(Math.Max(0, value)));
            svg.Text(0, y + 12, Shortened(layer.Node), "name");
            svg.Text(Svg.Width, y + 12, text, "value", "end");
            svg.Bar(0, y + 16, Svg.Width, 8, "track");
            svg.Bar(from, y + 16, Math.Max(2, to - from), 8, "bar-layer", $"{layer.Node} ({layer.Operator}, {layer.Scheme}): {text}");
        }

        var hidden = layers.Count - shown.Count;
        return new Plot(title, svg.ToString()) { Note = note + (hidden > 0 ? string.Create(CultureInfo.InvariantCulture, $" The other {hidden:N0} are in the table.") : "") };
    }

    /// <summary>The end of a long name tells more than its start.</summary>
    private static string Shortened(string name) => name.Length <= LongestName ? name : "\u2026" + name[^(LongestName - 1)..];
}
