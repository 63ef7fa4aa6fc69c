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
    public const string JUnitFile = "report.junit.xml";
    public const string SarifFile = "report.sarif";

    /// <summary>More than this a step summary may not hold in all (GitHub's limit), so that nothing is added to one that is as long.</summary>
    private const long MostSummaryBytes = 1_000_000;

    /// <summary>The file beside the report that repeats the build: <c>digits.recipe.json</c> for <c>models/digits.onnx</c>.</summary>
    public static string RecipeFile(ModelReport report) => Path.GetFileNameWithoutExtension(ReportContent.FileName(report.Model)) + ".recipe.json";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes <c>report.json</c>, <c>report.md</c>, <c>report.html</c>, <c>report.junit.xml</c> and <c>report.sarif</c>, and the recipe when there is one, into the folder, which is created when it is
    /// missing. Equal records give equal bytes. Each file is the old one or the whole new one.
    /// </summary>
    /// <param name="stepSummary">A file the report in Markdown is added to, as build servers name one (<c>GITHUB_STEP_SUMMARY</c>); null or empty for none.</param>
    /// <exception cref="UserErrorException">MC0006: the folder, or the step summary, cannot be written.</exception>
    public static void Write(ModelReport report, string folder, string? stepSummary = null)
    {
        var markdown = MarkdownReport.Of(report);
        List<(string File, string Text)> files = [(JsonFile, report.ToJson() + "\n"), (MarkdownFile, markdown), (HtmlFile, HtmlReport.Of(report)), (JUnitFile, JUnitReport.Of(report)), (SarifFile, SarifReport.Of(report))];
        if (report.RecipeFile is { } recipe)
        {
            files.Add((RecipeFile(report), recipe));
        }

        try
        {
            Directory.CreateDirectory(folder);
            AtomicFiles.Write([.. files.Select(file => (Path.Combine(folder, file.File), Content(file.Text)))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException(
                Codes.OutputNotWritable, $"The report cannot be written to '{folder}': {exception.Message} Choose a folder that can be written.", folder, exception);
        }

        AddTo(stepSummary, markdown);
    }

    private static void AddTo(string? summary, string text)
    {
        if (summary is not { Length: > 0 })
        {
            return;
        }

        try
        {
            if (!File.Exists(summary) || new FileInfo(summary).Length + Encoding.GetByteCount(text) <= MostSummaryBytes)
            {
                File.AppendAllText(summary, text + "\n", Encoding);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException(Codes.OutputNotWritable, $"The report cannot be added to the step summary '{summary}': {exception.Message} Correct or clear GITHUB_STEP_SUMMARY.", summary, exception);
        }
    }

    private static Action<Stream> Content(string text) => stream => stream.Write(Encoding.GetBytes(text));
}
