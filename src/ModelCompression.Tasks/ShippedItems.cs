using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Items;

namespace ModelCompression.Tasks;

/// <summary>The items that put a model into the output.</summary>
internal static class ShippedItems
{
    /// <summary>Name of the embedded resource with the summary of the compression.</summary>
    public static string SummaryName(ModelItem item) => item.LogicalName + ".summary.json";

    /// <summary>The compressed file; or the original, with its external data beside it.</summary>
    public static IEnumerable<ITaskItem> Of(PreparedModel model, bool isOriginal)
    {
        var type = ShippedAs.TypeOf(model.Item);
        var metadata = ShippedAs.Metadata(model.Item, type);
        yield return Create(isOriginal ? model.Item.Path : model.Files.Model, type, metadata);
        if (!isOriginal || type == ShippedAs.EmbeddedResource)
        {
            yield break;
        }

        var folder = Path.GetDirectoryName(model.Item.Path);
        var link = ShippedAs.LinkOf(model.Item);
        foreach (var location in model.Signature.ExternalDataLocations)
        {
            var beside = link.Substring(0, link.LastIndexOf('/') + 1) + location;
            var data = metadata.ToDictionary(entry => entry.Key, entry => entry.Key is "Link" or "TargetPath" or "LogicalName" ? beside : entry.Value);
            yield return Create(ProjectPath.Absolute(folder, location), type, data);
        }
    }

    public static ITaskItem Summary(PreparedModel model) => Create(model.Files.Summary, ShippedAs.EmbeddedResource, new Dictionary<string, string>
    {
        ["LogicalName"] = SummaryName(model.Item),
        ["WithCulture"] = "false",
        ["Type"] = "Non-Resx",
        ["Visible"] = "false",
    });

    private static TaskItem Create(string path, string type, IReadOnlyDictionary<string, string> metadata)
    {
        var item = new TaskItem(Escaped.Of(path));
        item.SetMetadata("OutputItemType", type);
        foreach (var entry in metadata)
        {
            item.SetMetadata(entry.Key, Escaped.Of(entry.Value));
        }

        return item;
    }
}
