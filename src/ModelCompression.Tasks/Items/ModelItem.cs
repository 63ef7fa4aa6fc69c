using Microsoft.Build.Framework;
using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Files;

namespace ModelCompression.Tasks.Items;

/// <summary>A <c>CompressModel</c> item of the project.</summary>
internal sealed class ModelItem
{
    private readonly IReadOnlyDictionary<string, string> _metadata;

    public ModelItem(ITaskItem item, string projectDirectory)
    {
        Path = ProjectPath.Absolute(projectDirectory, item.ItemSpec);
        Id = ProjectPath.Relative(projectDirectory, Path) is var below && System.IO.Path.IsPathRooted(below) ? item.ItemSpec.Replace('\\', '/') : below;
        _metadata = MetadataOf(item);
        DefiningProject = item.GetMetadata("DefiningProjectFullPath");
    }

    /// <summary>The path as the project states it, relative and with <c>/</c> where that is possible.</summary>
    public string Id { get; }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>The project file or import that states the item; empty when unknown.</summary>
    public string DefiningProject { get; }

    /// <summary>What the user set on the item, sorted by name; nothing is defaulted.</summary>
    public IEnumerable<KeyValuePair<string, string>> Metadata => _metadata;

    public string ClassName => this["ClassName"] is { Length: > 0 } name ? name : Identifiers.ForClass(FileName);

    public string Access => this["Access"] is { Length: > 0 } access ? access : "internal";

    public string LogicalName => this["LogicalName"] is { Length: > 0 } name ? name : "Models/" + FileName;

    /// <summary>The value of a metadatum, empty when it is not set.</summary>
    public string this[string name] => _metadata.TryGetValue(name, out var value) ? value : "";

    public string Namespace(string rootNamespace) => this["Namespace"] is { Length: > 0 } name ? name : Identifiers.ForNamespace(rootNamespace);

    private static SortedDictionary<string, string> MetadataOf(ITaskItem item)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in item.CloneCustomMetadata().Keys)
        {
            if (item.GetMetadata(name) is { Length: > 0 } value)
            {
                metadata[name] = value;
            }
        }

        return metadata;
    }
}
