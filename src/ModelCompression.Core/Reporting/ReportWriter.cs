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

    /// <summary>The file beside the report that repeats the build: <c>digits.recipe.json</c> for <c>models/digits.onnx</c>.</summary>
    public static string RecipeFile(ModelReport report) => Path.GetFileNameWithoutExtension(ReportContent.FileName(report.Model)) + ".recipe.json";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes <c>report.json</c>, <c>report.md</c> and <c>report.html</c>, and the recipe when there is one, into the folder, which is created when it is missing. Equal records give equal bytes. Each file is
    /// the old one or the whole new one.
    /// </summary>
    /// <exception cref="UserErrorException">MC0006: the folder cannot be written.</exception>
    public static void Write(ModelReport report, string folder)
    {
        List<(string File, string Text)> files = [(JsonFile, report.ToJson() + "\n"), (MarkdownFile, MarkdownReport.Of(report)), (HtmlFile, HtmlReport.Of(report))];
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
    }

    private static Action<Stream> Content(string text) => stream => stream.Write(Encoding.GetBytes(text));
}
