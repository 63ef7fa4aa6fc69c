using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelCompression.Tasks.Files;

namespace ModelCompression.Tasks.Items;

/// <summary>Where the files of an item lie in the folder for intermediate files. Names depend on the items alone, so every build of equal items uses the same.</summary>
internal sealed class OutputFiles
{
    private OutputFiles(string folder, string reportFolder, ModelItem item)
    {
        var stem = Path.GetFileNameWithoutExtension(item.FileName);
        Model = Path.Combine(folder, item.FileName);
        Summary = Path.Combine(folder, stem + ".summary.json");
        ReportDirectory = Path.Combine(reportFolder, stem + ".report");
    }

    /// <summary>The compressed model, under the original's name.</summary>
    public string Model { get; }

    public string Summary { get; }

    public string ReportDirectory { get; }

    /// <summary>The files of each item; items whose file names are equal but for the extension get a folder each.</summary>
    /// <param name="items">All items of the project.</param>
    /// <param name="folder">Absolute folder for the models.</param>
    /// <param name="projectFolder">Absolute folder of the project.</param>
    /// <param name="reportDirectory">Folder for the reports, from the project's folder; empty for <paramref name="folder"/>.</param>
    public static IReadOnlyList<OutputFiles> Of(IReadOnlyList<ModelItem> items, string folder, string projectFolder, string reportDirectory)
    {
        var reportFolder = reportDirectory.Length == 0 ? folder : ProjectPath.Absolute(projectFolder, reportDirectory);
        var names = items.GroupBy(Stem, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);
        return [.. items.Select(item =>
        {
            var below = names[Stem(item)] == 1 ? "" : Hash(item.Id);
            return new OutputFiles(Path.Combine(folder, below), Path.Combine(reportFolder, below), item);
        })];
    }

    private static string Stem(ModelItem item) => Path.GetFileNameWithoutExtension(item.FileName);

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(4).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
