using ModelCompression.Tasks.Accessor;
using ModelCompression.Tasks.Files;
using ModelCompression.Tasks.Items;

namespace ModelCompression.Tasks;

/// <summary>The C# file of a model's accessor. It says nothing about compression, so it is the same in every mode and configuration.</summary>
internal static class AccessorFile
{
    public static string PathOf(PreparedModel model, string folder, string rootNamespace)
    {
        var space = model.Item.Namespace(rootNamespace);
        return Path.Combine(folder, (space.Length > 0 ? space + "." : "") + model.Item.ClassName + ".g.cs");
    }

    /// <summary>Writes the file when its text changes; null, or what is wrong with the model's names.</summary>
    public static string? Write(PreparedModel model, string folder, string rootNamespace)
    {
        var item = model.Item;
        var options = new AccessorOptions(
            item.ClassName,
            item.Namespace(rootNamespace),
            item.Access,
            item.LogicalName,
            ShippedItems.SummaryName(item),
            item.Id,
            SizeOf(model),
            ShippedAs.TypeOf(item) == ShippedAs.EmbeddedResource ? null : ShippedAs.LinkOf(item))
        {
            Images = model.Images,
            SpecDisplayName = item["Preprocess"].Replace('\\', '/'),
        };
        try
        {
            TextFile.WriteIfDifferent(PathOf(model, folder, rootNamespace), AccessorGenerator.Generate(model.Signature, options));
            return null;
        }
        catch (ArgumentException problem)
        {
            return $"Model '{item.Id}': {problem.Message}";
        }
    }

    /// <summary>Bytes of the original with its external data.</summary>
    private static long SizeOf(PreparedModel model)
    {
        var folder = Path.GetDirectoryName(model.Item.Path);
        return new FileInfo(model.Item.Path).Length + model.Signature.ExternalDataLocations
            .Where(location => location.IndexOfAny(Path.GetInvalidPathChars()) < 0)
            .Select(location => new FileInfo(ProjectPath.Absolute(folder, location)))
            .Sum(file => file.Exists ? file.Length : 0);
    }
}
