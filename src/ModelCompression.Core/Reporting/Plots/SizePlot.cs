namespace ModelCompression.Reporting.Plots;

/// <summary>The size of the file before and after, as bars from 0.</summary>
internal static class SizePlot
{
    private const double Left = 0;
    private const double Right = Svg.Width;

    /// <summary>Null where a size is not known.</summary>
    public static Plot? Of(ModelReport report)
    {
        if (report is not { OriginalBytes: { } before, Bytes: { } after } || before <= 0)
        {
            return null;
        }

        var most = Math.Max(before, after);
        var label = $"File size: {SummaryLine.Size(before)} before, {SummaryLine.Size(after)} after";
        var svg = new Svg(96, label);
        Row(0, "Original", before, "bar-before");
        Row(48, "Compressed", after, after <= before ? "bar-after" : "bar-bad");
        return new Plot("File size", svg.ToString());

        void Row(double y, string name, long bytes, string style)
        {
            svg.Text(Left, y + 14, name);
            svg.Text(Right, y + 14, SummaryLine.Size(bytes), "value", "end");
            svg.Bar(Left, y + 20, Right - Left, 14, "track");
            svg.Bar(Left, y + 20, (Right - Left) * bytes / most, 14, style);
        }
    }
}
