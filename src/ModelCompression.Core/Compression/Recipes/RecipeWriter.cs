using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelCompression.Compression.Recipes;

/// <summary>Writes options and rules as a recipe file, in the form <see cref="RecipeFile"/> reads.</summary>
public static class RecipeWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object: the options in the order given, then the rules.</summary>
    public static string ToJson(IEnumerable<KeyValuePair<string, string>> values, IReadOnlyList<RecipeRule> rules)
    {
        var recipe = new JsonObject { ["$schema"] = RecipeFile.SchemaId };
        foreach (var (name, value) in values)
        {
            recipe[name] = ValueOf(value);
        }

        recipe["rules"] = Rules(rules);
        return recipe.ToJsonString(Indented) + "\n";
    }

    /// <summary>What the rules decide, on one line: part of cache keys. Reasons decide nothing.</summary>
    public static string ToLine(IReadOnlyList<RecipeRule> rules) => Rules([.. rules.Select(rule => rule with { Why = null })]).ToJsonString();

    private static JsonArray Rules(IReadOnlyList<RecipeRule> rules) => [.. rules.Select(Rule)];

    private static JsonObject Rule(RecipeRule rule)
    {
        var result = new JsonObject { ["match"] = Object(("name", rule.Match.Name), ("operator", rule.Match.Operator), ("pattern", rule.Match.Chain)) };
        if (rule.Exclude is { } exclude)
        {
            result[exclude ? "exclude" : "include"] = true;
        }

        Add("scheme", rule.Scheme);
        Add("bits", rule.WeightBits);
        Add("calibrator", rule.Calibrator);
        Add("weightCalibrator", rule.WeightCalibrator);
        Add("granularity", rule.Granularity?.ToString());
        Add("blockSize", rule.BlockSize);
        Add("why", rule.Why);
        return result;

        void Add(string key, JsonNode? value)
        {
            if (value is not null)
            {
                result[key] = value;
            }
        }
    }

    private static JsonObject Object(params IEnumerable<(string Key, string? Value)> entries) =>
        new(entries.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));

    /// <summary>Truth values and numbers as such, everything else as text.</summary>
    private static JsonNode ValueOf(string value) => value switch
    {
        "true" => true,
        "false" => false,
        _ when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => value,
    };
}
