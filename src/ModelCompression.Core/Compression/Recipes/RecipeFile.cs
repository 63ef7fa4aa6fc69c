using System.Text.Json;
using ModelCompression.Diagnostics;

namespace ModelCompression.Compression.Recipes;

/// <summary>What a recipe file says.</summary>
/// <param name="Values">Option name to text.</param>
/// <param name="Rules">In the order of the file.</param>
public sealed record RecipeContent(IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<RecipeRule> Rules);

/// <summary>A recipe file: one JSON object whose keys are option names, and <c>rules</c>. Metadata of the item win over its options.</summary>
public static class RecipeFile
{
    public const string SchemaId = "urn:modelcompression:recipe:1";

    private static readonly string[] NotInRecipes = ["Recipe", "CalibrationData", "ValidationData", "Preprocess", "Labels"];

    /// <summary>The JSON schema (draft 2020-12) of recipe files.</summary>
    public static string Schema
    {
        get
        {
            using var stream = typeof(RecipeFile).Assembly.GetManifestResourceStream("recipe.schema.json") ?? throw new InvalidOperationException("The schema of recipes is missing from the assembly.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The options a recipe file may hold.</summary>
    public static IEnumerable<OptionDefinition> Options(OptionDefinitions definitions) =>
        definitions.All.Where(option => !option.ProjectOnly && !NotInRecipes.Contains(option.Name));

    /// <exception cref="UserErrorException">MC2013: missing, no JSON object, or a key that is no option of a recipe.</exception>
    public static RecipeContent Read(string path, OptionDefinitions definitions)
    {
        if (!File.Exists(path))
        {
            throw new UserErrorException(Codes.InvalidRecipe, $"Recipe '{Path.GetFileName(path)}' is neither 'Auto' nor an existing file. Use Auto or the path of a recipe file.", path);
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement, definitions, path)
                : throw new UserErrorException(Codes.InvalidRecipe, "A recipe file holds one JSON object with option names as keys.", path);
        }
        catch (JsonException exception)
        {
            throw new UserErrorException(Codes.InvalidRecipe, $"The recipe file is not valid JSON: {exception.Message}", path, exception);
        }
    }

    private static RecipeContent Read(JsonElement root, OptionDefinitions definitions, string path)
    {
        var values = new List<KeyValuePair<string, string>>();
        IReadOnlyList<RecipeRule> rules = [];
        foreach (var property in root.EnumerateObject().Where(property => property.Name != "$schema"))
        {
            if (property.Name == "rules")
            {
                rules = new RuleReader(definitions, path).Read(property.Value);
            }
            else
            {
                values.Add(Option(property, definitions, path));
            }
        }

        return new RecipeContent(values, rules);
    }

    private static KeyValuePair<string, string> Option(JsonProperty property, OptionDefinitions definitions, string path)
    {
        var allowed = Options(definitions).Select(option => option.Name).ToList();
        var name = allowed.Find(name => name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserErrorException(Codes.InvalidRecipe, $"'{property.Name}' is not a key of a recipe. Allowed: {string.Join(", ", allowed)}, rules.", path);
        return property.Value.ValueKind switch
        {
            JsonValueKind.String or JsonValueKind.Number => KeyValuePair.Create(name, property.Value.ToString()),
            JsonValueKind.True => KeyValuePair.Create(name, "true"),
            JsonValueKind.False => KeyValuePair.Create(name, "false"),
            _ => throw new UserErrorException(Codes.InvalidRecipe, $"The value of '{property.Name}' must be text, a number, true or false.", path),
        };
    }
}
