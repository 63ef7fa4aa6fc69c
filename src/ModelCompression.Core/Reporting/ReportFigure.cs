namespace ModelCompression.Reporting;

/// <summary>One before and after of the report's top, as text.</summary>
/// <param name="Label">What is compared.</param>
/// <param name="Before">Of the original.</param>
/// <param name="After">Of the compressed model.</param>
/// <param name="Change">The difference in few words.</param>
/// <param name="Tone">Whether the change is welcome.</param>
/// <param name="Notes">Sentences that say how to read it.</param>
/// <param name="Gauge">The same as a picture, or null where there is nothing to draw.</param>
internal sealed record ReportFigure(string Label, string Before, string After, string Change, Tone Tone, IReadOnlyList<string> Notes, Gauge? Gauge = null);

/// <summary>How a change is to be felt.</summary>
internal enum Tone
{
    Neutral,
    Good,
    Bad,
}

/// <summary>A bar from one point of a scale to another.</summary>
/// <param name="From">Start of the bar, as a share (0 to 1) of the scale.</param>
/// <param name="To">End of the bar.</param>
/// <param name="Mark">Where a line is drawn across, or null.</param>
/// <param name="Left">What the left end of the scale is.</param>
/// <param name="Right">What the right end is.</param>
internal sealed record Gauge(double From, double To, double? Mark, string Left, string Right);
