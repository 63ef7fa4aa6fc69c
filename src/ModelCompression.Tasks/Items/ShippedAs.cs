using System.Globalization;

namespace ModelCompression.Tasks.Items;

/// <summary>The MSBuild item a model is shipped as.</summary>
internal static class ShippedAs
{
    public const string EmbeddedResource = "EmbeddedResource";

    private static readonly string[] Types = [EmbeddedResource, "Content", "None", "MauiAsset", "AndroidAsset"];

    /// <summary>The item type that the metadatum <c>OutputItemType</c> names, in MSBuild's spelling.</summary>
    /// <exception cref="ItemException">MC0004: another type.</exception>
    public static string TypeOf(ModelItem item)
    {
        var value = item["OutputItemType"];
        return value.Length == 0 ? EmbeddedResource : Types.FirstOrDefault(type => string.Equals(type, value, StringComparison.OrdinalIgnoreCase))
            ?? throw new ItemException(
                TaskCodes.InvalidOption,
                string.Format(CultureInfo.InvariantCulture, "Model '{0}': OutputItemType is '{1}'; allowed are {2}.", item.Id, value, string.Join(", ", Types)));
    }

    /// <summary>Metadata of the item of type <paramref name="type"/>: what MSBuild needs to put the file into the output once, unless the user says otherwise.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(ModelItem item, string type)
    {
        var link = LinkOf(item);
        return type switch
        {
            EmbeddedResource => With(item, ("LogicalName", item.LogicalName), ("WithCulture", "false"), ("Type", "Non-Resx"), ("Visible", "false")),
            "MauiAsset" => With(item, ("LogicalName", item["LogicalName"] is { Length: > 0 } name ? name : link), ("Link", link), ("Visible", "false")),
            "AndroidAsset" => With(item, ("Link", link), ("Visible", "false")),
            _ => With(item, ("Link", link), ("TargetPath", link), ("CopyToOutputDirectory", "PreserveNewest"), ("CopyToPublishDirectory", "PreserveNewest"), ("Visible", "false")),
        };
    }

    /// <summary>Where a file beside the program lies, relative to it: <c>Link</c>, or the path in the project, or for a model outside of it the file name.</summary>
    public static string LinkOf(ModelItem item)
    {
        var link = item["Link"] is { Length: > 0 } set ? set : item.Id;
        link = link.Replace('\\', '/');
        return Path.IsPathRooted(link) || link.Split('/').Contains("..") ? item.FileName : link;
    }

    private static Dictionary<string, string> With(ModelItem item, params (string Name, string Default)[] metadata)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in metadata)
        {
            all[name] = name is not "Link" && item[name] is { Length: > 0 } set ? set : value;
        }

        return all;
    }
}
