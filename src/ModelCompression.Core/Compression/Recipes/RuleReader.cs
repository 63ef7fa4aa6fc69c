using System.Globalization;
using System.Text.Json;
using ModelCompression.Diagnostics;
using ModelCompression.Quantization;

namespace ModelCompression.Compression.Recipes;

/// <summary>Reads the <c>rules</c> of a recipe file. Nothing in them is ignored: an unknown key or value is an error that says where.</summary>
/// <param name="path">The file, for messages.</param>
internal sealed class RuleReader(OptionDefinitions definitions, string path)
{
    private static readonly string[] Keys = ["match", "exclude", "include", "scheme", "bits", "calibrator", "weightCalibrator", "granularity", "blockSize", "why"];
    private static readonly string[] MatchKeys = ["name", "operator", "pattern"];

    /// <summary>What is said of quantized weights, which nodes that are left alone do not have.</summary>
    private static readonly string[] WeightKeys = ["scheme", "bits", "weightCalibrator", "granularity", "blockSize"];

    /// <exception cref="UserErrorException">MC2013: the rules are not valid.</exception>
    public IReadOnlyList<RecipeRule> Read(JsonElement rules) => rules.ValueKind == JsonValueKind.Array
        ? [.. rules.EnumerateArray().Select((rule, index) => Rule(rule, string.Create(CultureInfo.InvariantCulture, $"rules[{index}]")))]
        : throw Invalid("'rules' must be a list.");

    private RecipeRule Rule(JsonElement rule, string where)
    {
        RequireKeys(rule, Keys, where);
        if (!rule.TryGetProperty("match", out var match))
        {
            throw Invalid($"{where} has no 'match', which says what nodes it is about; \"match\": {{}} means all.");
        }

        var exclude = Flag(rule, "exclude", where) ?? !Flag(rule, "include", where);
        if (rule.TryGetProperty("exclude", out _) && rule.TryGetProperty("include", out _))
        {
            throw Invalid($"{where} has both 'exclude' and 'include'.");
        }

        var nodes = Match(match, where + ".match");
        var scheme = OneOf(rule, "scheme", "Quantization", where);
        CheckEffect(rule, scheme == "None" || exclude == true, scheme, where);
        return new RecipeRule(nodes)
        {
            Exclude = scheme == "None" ? true : exclude,
            Scheme = scheme == "None" ? null : scheme,
            WeightBits = OneOf(rule, "bits", "WeightBits", where) is { } bits ? int.Parse(bits, CultureInfo.InvariantCulture) : null,
            Calibrator = OneOf(rule, "calibrator", "Calibrator", where),
            WeightCalibrator = OneOf(rule, "weightCalibrator", "WeightCalibrator", where),
            Granularity = OneOf(rule, "granularity", "Granularity", where) is { } granularity ? Enum.Parse<Granularity>(granularity) : null,
            BlockSize = OneOf(rule, "blockSize", "BlockSize", where) is { } size ? int.Parse(size, CultureInfo.InvariantCulture) : null,
            Why = Text(rule, "why", where),
        };
    }

    /// <summary>A rule says something, and nothing that its own exclusion undoes.</summary>
    private void CheckEffect(JsonElement rule, bool excludes, string? scheme, string where)
    {
        if (!rule.EnumerateObject().Any(property => property.Name is not ("match" or "why")))
        {
            throw Invalid($"{where} says nothing about the nodes it matches. Add one of {string.Join(", ", Keys.Except(["match", "why"]))}.");
        }

        var undone = WeightKeys.Where(key => rule.TryGetProperty(key, out _) && (key != "scheme" || scheme != "None")).ToList();
        if (excludes && undone.Count > 0)
        {
            throw Invalid($"{where} excludes its nodes and sets {string.Join(" and ", undone)}, which only quantized nodes have. Keep one or the other.");
        }
    }

    private NodePattern Match(JsonElement match, string where)
    {
        RequireKeys(match, MatchKeys, where);
        if (MatchKeys.FirstOrDefault(key => string.IsNullOrWhiteSpace(Text(match, key, where) ?? key)) is { } empty)
        {
            throw Invalid($"{where}.{empty} is empty, which no node matches. Leave it out to match every {empty}.");
        }

        var chain = Text(match, "pattern", where);
        return chain is null || NodePattern.IsChain(chain)
            ? new NodePattern(Text(match, "name", where), Text(match, "operator", where), chain)
            : throw Invalid($"{where}.pattern '{chain}' must be operators separated by >, one of them in brackets at most (Conv>Relu, Softmax>[MatMul]).");
    }

    private void RequireKeys(JsonElement element, string[] allowed, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Invalid($"{where} must be an object.");
        }

        if (element.EnumerateObject().FirstOrDefault(property => !allowed.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw Invalid($"{where}.{unknown.Name} is not known. Allowed: {string.Join(", ", allowed)}.");
        }
    }

    private string? OneOf(JsonElement rule, string key, string option, string where)
    {
        if (!rule.TryGetProperty(key, out var value))
        {
            return null;
        }

        var choices = definitions.Find(option)?.Choices ?? [];
        return choices.FirstOrDefault(choice => choice.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
            ?? throw Invalid($"{where}.{key} '{value}' is not available. Allowed: {string.Join(", ", choices)}.");
    }

    private bool? Flag(JsonElement rule, string key, string where) => !rule.TryGetProperty(key, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Invalid($"{where}.{key} must be true or false."),
    };

    private string? Text(JsonElement element, string key, string where) => !element.TryGetProperty(key, out var value) ? null : value.ValueKind == JsonValueKind.String
        ? value.GetString()
        : throw Invalid($"{where}.{key} must be text.");

    private UserErrorException Invalid(string message) => new(Codes.InvalidRecipe, "The recipe file is not valid: " + message, path);
}
