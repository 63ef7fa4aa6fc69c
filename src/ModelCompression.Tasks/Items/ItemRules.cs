using ModelCompression.Tasks.Accessor;

namespace ModelCompression.Tasks.Items;

/// <summary>What must hold for the items of a project before anything is done with them.</summary>
internal static class ItemRules
{
    /// <summary>Checks the metadata that the build itself uses; the engine checks the others.</summary>
    /// <exception cref="ItemException">MC0004: a value is not allowed.</exception>
    public static void Check(ModelItem item, string rootNamespace)
    {
        _ = ShippedAs.TypeOf(item);
        Require(Identifiers.IsClass(item.ClassName), item, "ClassName", item.ClassName, "a C# identifier that is no keyword");
        Require(Identifiers.IsNamespace(item.Namespace(rootNamespace)), item, "Namespace", item.Namespace(rootNamespace), "a C# namespace, such as Company.Product");
        Require(item.Access.ToLowerInvariant() is "internal" or "public", item, "Access", item.Access, "Internal or Public");
    }

    /// <summary>Checks that no two items are generated or shipped under one name; <paramref name="report"/> gets the later item and the message for MC0002.</summary>
    public static void CheckUnique(IReadOnlyList<ModelItem> items, string rootNamespace, Action<ModelItem, string> report)
    {
        var taken = new Dictionary<string, ModelItem>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            foreach (var (key, message) in Claims(item, rootNamespace))
            {
                if (taken.TryGetValue(key, out var other))
                {
                    report(item, $"Models '{other.Id}' and '{item.Id}' {message}");
                    break;
                }

                taken[key] = item;
            }
        }
    }

    private static IEnumerable<(string Key, string Message)> Claims(ModelItem item, string rootNamespace)
    {
        var space = item.Namespace(rootNamespace);
        var name = space.Length > 0 ? space + "." + item.ClassName : item.ClassName;
        yield return ("file " + item.Path, "are the same file. Remove one of the items.");
        foreach (var type in new[] { name, name + "Input", name + "Output" })
        {
            yield return ("class " + type, $"both generate the class '{type}'. Set ClassName on one of them.");
        }

        yield return ShippedAs.TypeOf(item) == ShippedAs.EmbeddedResource
            ? ("resource " + item.LogicalName, $"are both embedded as '{item.LogicalName}'. Set LogicalName on one of them.")
            : ("output " + ShippedAs.LinkOf(item), $"are both copied to '{ShippedAs.LinkOf(item)}'. Set Link on one of them.");
    }

    private static void Require(bool condition, ModelItem item, string name, string value, string allowed)
    {
        if (!condition)
        {
            throw new ItemException(TaskCodes.InvalidOption, $"Model '{item.Id}': {name} is '{value}'; it must be {allowed}.");
        }
    }
}
