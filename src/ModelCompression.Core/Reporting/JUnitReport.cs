using System.Globalization;
using System.Text;
using System.Xml;

namespace ModelCompression.Reporting;

/// <summary>
/// The gates as test cases in JUnit's XML, which build servers show beside the tests: one case a gate, a failure for each that failed, skipped for what was not gated or
/// could not be decided, an error for a model that never got as far.
/// </summary>
internal static class JUnitReport
{
    private const int MostText = 2000;

    public static string Of(ModelReport report)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            var cases = CasesOf(report);
            writer.WriteStartElement("testsuites");
            writer.WriteStartElement("testsuite");
            writer.WriteAttributeString("name", Text(report.Model));
            WriteCount(writer, "tests", cases.Count);
            WriteCount(writer, "failures", cases.Count(gate => gate.Outcome == "failure"));
            WriteCount(writer, "errors", cases.Count(gate => gate.Outcome == "error"));
            WriteCount(writer, "skipped", cases.Count(gate => gate.Outcome == "skipped"));
            foreach (var gate in cases)
            {
                Write(writer, report, gate);
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static List<(string Name, string? Outcome, string? Message)> CasesOf(ModelReport report) => report.Gates.Count > 0
        ? [.. report.Gates.Select(gate => (gate.Name, gate.Decision switch { "Pass" => (string?)null, "Fail" => "failure", _ => gate.Blocks ? "failure" : "skipped" }, gate.Reason))]
        : report.Verdict == "Error"
            ? [("compression", "error", report.Diagnostics.FirstOrDefault(item => item.Severity == "error") is { } first ? $"{first.Code}: {first.Message}" : "The model was not compressed.")]
            : [("compression", "skipped", "Nothing is gated.")];

    private static void Write(XmlWriter writer, ModelReport report, (string Name, string? Outcome, string? Message) gate)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", Text(report.Model));
        writer.WriteAttributeString("name", Text(gate.Name));
        if (gate.Outcome is not null)
        {
            writer.WriteStartElement(gate.Outcome);
            writer.WriteAttributeString("message", Text(gate.Message ?? ""));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteCount(XmlWriter writer, string name, int count) => writer.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Printable, on one line, and without what XML cannot hold or a build server would take for a command.</summary>
    private static string Text(string text) => MarkdownText.Cut(text, MostText).Replace("::", ":\u200b:", StringComparison.Ordinal).Replace("##", "#\u200b#", StringComparison.Ordinal);
}
