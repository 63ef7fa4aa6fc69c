using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ModelCompression.Core.Tests.Reporting;

/// <summary>Checks JSON against the keywords of draft 2020-12 that our schemas use; a keyword it does not know is an error, not ignored.</summary>
internal sealed class JsonSchemaCheck(JsonObject root)
{
    private static readonly string[] Annotations = ["$schema", "$id", "$defs", "title", "description", "examples"];

    public IReadOnlyList<string> Problems(JsonNode? value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonNode? schema, JsonNode? value, string at)
    {
        var rules = schema as JsonObject ?? throw new InvalidOperationException($"{at}: the schema is not an object");
        return rules.Where(rule => !Annotations.Contains(rule.Key)).SelectMany(rule => Apply(rules, rule.Key, rule.Value, value, at));
    }

    private IEnumerable<string> Apply(JsonObject rules, string keyword, JsonNode? rule, JsonNode? value, string at) => keyword switch
    {
        "$ref" => Check(Resolve(Text(rule)), value, at),
        "type" => Expect(rule is JsonArray types ? types.Any(type => HasType(value, Text(type))) : HasType(value, Text(rule)), at, $"is not of type {rule}"),
        "const" => Expect(JsonNode.DeepEquals(rule, value), at, $"is not {rule}"),
        "enum" => Expect(Items(rule).Any(item => JsonNode.DeepEquals(item, value)), at, $"is none of {rule}"),
        "anyOf" => Expect(Items(rule).Any(option => !Check(option, value, at).Any()), at, "matches no option"),
        "not" => Expect(Check(rule, value, at).Any(), at, "matches what is not allowed"),
        "required" => value is JsonObject ? Items(rule).SelectMany(name => Expect(value.AsObject().ContainsKey(Text(name)), at, $"lacks {name}")) : [],
        "properties" => Properties(value).Where(pair => rule?[pair.Key] is not null).SelectMany(pair => Check(rule?[pair.Key], pair.Value, $"{at}.{pair.Key}")),
        "additionalProperties" => Properties(value).Where(pair => rules["properties"]?[pair.Key] is null)
            .SelectMany(pair => rule is JsonObject ? Check(rule, pair.Value, $"{at}.{pair.Key}") : [$"{at}.{pair.Key} is not in the schema"]),
        "items" => value is JsonArray array ? array.SelectMany((item, i) => Check(rule, item, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"))) : [],
        "minimum" => Expect(Number(value) is not { } low || low >= Number(rule), at, $"is below {rule}"),
        "exclusiveMinimum" => Expect(Number(value) is not { } above || above > Number(rule), at, $"is not above {rule}"),
        "maximum" => Expect(Number(value) is not { } high || high <= Number(rule), at, $"is above {rule}"),
        "minLength" => Expect(value?.GetValueKind() != JsonValueKind.String || Text(value).Length >= Number(rule), at, "is too short"),
        "pattern" => Expect(value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch(Text(value), Text(rule)), at, $"does not match {rule}"),
        _ => throw new NotSupportedException($"{at}: keyword {keyword}"),
    };

    private JsonNode? Resolve(string reference) => reference.Split('/')[1..].Aggregate((JsonNode?)root, (node, part) => node?[part]);

    private static IEnumerable<string> Expect(bool holds, string at, string problem) => holds ? [] : [$"{at} {problem}"];

    private static bool HasType(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && Math.Floor(number) == number,
        _ => throw new NotSupportedException(type),
    };

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;

    private static string Text(JsonNode? value) => value?.GetValue<string>() ?? "";

    private static IEnumerable<JsonNode?> Items(JsonNode? value) => value as JsonArray ?? [];

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode? value) => value as JsonObject ?? [];
}
