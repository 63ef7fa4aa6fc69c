using System.Globalization;
using System.Text;

namespace ModelCompression.Reporting.Plots;

/// <summary>One picture as inline SVG. Colours are classes of the page's style, so that it follows light and dark; positions are in CSS pixels of <see cref="Width"/>.</summary>
internal sealed class Svg(int height, string label)
{
    /// <summary>Width of every picture; the page scales it, on a phone to about the same size.</summary>
    public const int Width = 360;

    private readonly StringBuilder _content = new();

    public void Bar(double x, double y, double width, double height, string style, string? tip = null) =>
        Shape(string.Create(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, width):0.##}\" height=\"{height:0.##}\" rx=\"2\""), "rect", tip);

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _content.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\"/>\n");

    public void Dot(double x, double y, double radius, string style, string? tip = null) =>
        Shape(string.Create(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\""), "circle", tip);

    /// <param name="anchor">start, middle or end.</param>
    public void Text(double x, double y, string text, string style = "text", string anchor = "start") =>
        _content.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\">{HtmlText.Of(text)}</text>\n");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"<svg class=\"plot\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{HtmlText.Of(label)}\">\n{_content}</svg>\n");

    private void Shape(string start, string element, string? tip) =>
        _content.Append(start).Append(tip is null ? "/>\n" : $"><title>{HtmlText.Of(tip)}</title></{element}>\n");
}
