<<<<<<< HEAD
namespace ModelCompression.Reporting;

/// <summary>Writes the report of one model into a folder.</summary>
public static class ReportWriter
{
    public static void Write(ModelReport report, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.json"), report.ToJson());
    }
=======
using System.Text;
using ModelCompression.Diagnostics;
using ModelCompression.Onnx;

namespace ModelCompression.Reporting;

/// <summary>Writes a report in all its forms.</summary>
public static class ReportWriter
{
    public const string JsonFile = "report.json";
    public const string MarkdownFile = "report.md";
    public const string HtmlFile = "report.html";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes <c>report.json</c>, <c>report.md</c> and <c>report.html</c> into the folder, which is created when it is missing. Equal records give equal bytes. Each file is
    /// the old one or the whole new one.
    /// </summary>
    /// <exception cref="UserErrorException">MC0006: the folder cannot be written.</exception>
    public static void Write(ModelReport report, string folder)
    {
        var json = report.ToJson() + "\n";
        try
        {
            Directory.CreateDirectory(folder);
            AtomicFiles.Write(
            [
                (Path.Combine(folder, JsonFile), Content(json)),
                (Path.Combine(folder, MarkdownFile), Content(MarkdownReport.Of(report))),
                (Path.Combine(folder, HtmlFile), Content(HtmlReport.Of(report))),
            ]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException(
                Codes.OutputNotWritable, $"The report cannot be written to '{folder}': {exception.Message} Choose a folder that can be written.", folder, exception);
        }
    }

    private static Action<Stream> Content(string text) => stream => stream.Write(Encoding.GetBytes(text));
>>>>>>> bfca626 (Reports in Markdown, HTML and JSON with a published schema)
}
