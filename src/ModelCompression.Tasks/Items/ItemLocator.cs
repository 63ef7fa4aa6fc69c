using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace ModelCompression.Tasks.Items;

/// <summary>Finds the line of an item in the project file, which MSBuild does not tell tasks. Read only when there is something to report.</summary>
internal static class ItemLocator
{
    private const string ItemName = "CompressModel";

    /// <summary>Where the item is stated: file, line and column; line 0 when only the file is known.</summary>
    public static (string File, int Line, int Column) Find(ModelItem? item, string projectFile)
    {
        var file = item is { DefiningProject.Length: > 0 } ? item.DefiningProject : projectFile;
        var element = Elements(file) is { Count: > 0 } elements ? item is null ? elements[0] : Best(elements, item) : null;
        return element is IXmlLineInfo position && position.HasLineInfo() ? (file, position.LineNumber, position.LinePosition) : (file, 0, 0);
    }

    private static List<XElement> Elements(string file)
    {
        try
        {
            return [.. XDocument.Load(file, LoadOptions.SetLineInfo).Descendants().Where(element => element.Name.LocalName == ItemName && element.Attribute("Include") is not null)];
        }
        catch (Exception problem) when (problem is XmlException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>The element that names the item; else the one whose pattern matches; else one with a property or item list in it; else the only one.</summary>
    private static XElement? Best(List<XElement> elements, ModelItem item) =>
        elements.Find(element => Includes(element).Any(include => Same(include, item)))
        ?? elements.Find(element => Includes(element).Any(include => IsMatch(include, item.Id)))
        ?? elements.Find(element => Includes(element).Any(include => include.Contains("$(") || include.Contains("@(")))
        ?? (elements.Count == 1 ? elements[0] : null);

    private static IEnumerable<string> Includes(XElement element) =>
        element.Attribute("Include").Value.Split(';').Select(include => Uri.UnescapeDataString(include.Trim()).Replace('\\', '/'));

    private static bool Same(string include, ModelItem item) =>
        string.Equals(TrimStart(include), item.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(include, item.Path.Replace('\\', '/'), StringComparison.OrdinalIgnoreCase);

    private static string TrimStart(string include) => include.StartsWith("./", StringComparison.Ordinal) ? include.Substring(2) : include;

    private static bool IsMatch(string pattern, string id)
    {
        if (pattern.IndexOfAny(['*', '?']) < 0)
        {
            return false;
        }

        var regex = Regex.Escape(TrimStart(pattern)).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]");
        return Regex.IsMatch(id, "^" + regex + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    }
}
