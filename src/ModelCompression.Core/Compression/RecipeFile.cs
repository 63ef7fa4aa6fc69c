using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Compression;

/// <summary>A recipe file: one JSON object whose keys are option names. Metadata of the item win over it.</summary>
public static class RecipeFile
{
    private static readonly string[] NotInRecipes = ["Recipe", "CalibrationData", "ValidationData", "Preprocess", "Labels"];

    /// <exception cref="UserErrorException">MC2013: missing, no JSON object, or a key that is no option of a recipe.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string path, OptionDefinitions definitions)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException(Codes.InvalidRecipe, $"Recipe '{Path.GetFileName(path)}' is neither 'Auto' nor an existing file. Use Auto or the path of a recipe file.", path);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(property => Read(property, definitions, path))]
                : throw new UserErrorException(Codes.InvalidRecipe, "A recipe file holds one JSON object with option names as keys.", path);
        }
        catch (JsonException exception)
        {
            throw new UserErrorException(Codes.InvalidRecipe, $"The recipe file is not valid JSON: {exception.Message}", path, exception);
        }
    }

    private static KeyValuePair<string, string> Read(JsonProperty property, OptionDefinitions definitions, string path)
    {
        var option = definitions.Find(property.Name);
        if (option is null or { ProjectOnly: true } || NotInRecipes.Contains(option.Name))
        {
            var allowed = definitions.All.Where(known => !known.ProjectOnly && !NotInRecipes.Contains(known.Name)).Select(known => known.Name);
            throw new UserErrorException(Codes.InvalidRecipe, $"'{property.Name}' is not a key of a recipe. Allowed: {string.Join(", ", allowed)}.", path);
        }

        return property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            ? KeyValuePair.Create(option.Name, property.Value.ToString().Replace("True", "true", StringComparison.Ordinal).Replace("False", "false", StringComparison.Ordinal))
            : throw new UserErrorException(Codes.InvalidRecipe, $"The value of '{property.Name}' must be text, a number, true or false.", path);
    }
}
