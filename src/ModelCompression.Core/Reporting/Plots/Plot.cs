namespace ModelCompression.Reporting.Plots;

/// <summary>A picture with its heading.</summary>
/// <param name="Title">Plain text.</param>
/// <param name="Picture">SVG; all text in it is escaped.</param>
internal sealed record Plot(string Title, string Picture)
{
    /// <summary>How to read it, plain text; null where it speaks for itself.</summary>
    public string? Note { get; init; }

    /// <summary>All there is to draw about a model.</summary>
    public static IReadOnlyList<Plot> Of(ModelReport report) => [.. new[] { SizePlot.Of(report), DropPlot.Of(report), LayerPlot.Of(report) }.OfType<Plot>()];
}
