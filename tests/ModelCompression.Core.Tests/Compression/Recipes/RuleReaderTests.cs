using System.Text.Json;
using System.Text.Json.Nodes;
using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Core.Tests.Reporting;
using ModelCompression.Diagnostics;
using ModelCompression.Quantization;

namespace ModelCompression.Core.Tests.Compression.Recipes;

[TestClass]
public sealed class RuleReaderTests
{
    private static readonly OptionDefinitions Definitions = new(new Catalog());

    [TestMethod]
    public void Reads_every_key()
    {
        var rules = Read("""
            [{ "match": { "name": "conv*", "operator": "Conv", "pattern": "Conv>Relu" }, "scheme": "static", "bits": 6, "calibrator": "minmax", "weightCalibrator": "mse", "granularity": "pertensor", "blockSize": 64, "why": "it is small" },
             { "match": {}, "include": true }, { "match": { "name": "a" }, "scheme": "None" }]
            """);

        Assert.AreEqual(
            new RecipeRule(new NodePattern("conv*", "Conv", "Conv>Relu")) { Scheme = "Static", WeightBits = 6, Calibrator = "MinMax", WeightCalibrator = "Mse", Granularity = Granularity.PerTensor, BlockSize = 64, Why = "it is small" },
            rules[0]);
        Assert.AreEqual(new RecipeRule(new NodePattern(null, null, null)) { Exclude = false }, rules[1]);
        Assert.AreEqual(new RecipeRule(new NodePattern("a", null, null)) { Exclude = true }, rules[2]);
    }

    [TestMethod]
    [DataRow("{}", "must be a list")]
    [DataRow("[1]", "rules[0] must be an object")]
    [DataRow("""[{ "match": { "name": "a" } }]""", "rules[0] says nothing about the nodes it matches")]
    [DataRow("""[{ "match": { "name": "a" }, "why": "so" }]""", "rules[0] says nothing about the nodes it matches")]
    [DataRow("""[{ "match": { "name": "" }, "bits": 8 }]""", "rules[0].match.name is empty")]
    [DataRow("""[{ "match": { "operator": " " }, "bits": 8 }]""", "rules[0].match.operator is empty")]
    [DataRow("""[{ "match": {}, "exclude": true, "scheme": "Static", "bits": 6 }]""", "rules[0] excludes its nodes and sets scheme and bits")]
    [DataRow("""[{ "match": {}, "scheme": "None", "blockSize": 64 }]""", "rules[0] excludes its nodes and sets blockSize")]
    [DataRow("""[{ "bits": 8 }]""", "rules[0] has no 'match'")]
    [DataRow("""[{ "match": {}, "bits": 8 }, { "match": { "op": "Conv" } }]""", "rules[1].match.op is not known")]
    [DataRow("""[{ "match": {}, "bit": 8 }]""", "rules[0].bit is not known")]
    [DataRow("""[{ "match": {}, "bits": 3 }]""", "Allowed: 8, 7, 6, 5, 4")]
    [DataRow("""[{ "match": {}, "weightCalibrator": "Guess" }]""", "rules[0].weightCalibrator 'Guess' is not available")]
    [DataRow("""[{ "match": {}, "scheme": "Int3" }]""", "rules[0].scheme 'Int3' is not available")]
    [DataRow("""[{ "match": {}, "exclude": "yes" }]""", "must be true or false")]
    [DataRow("""[{ "match": {}, "exclude": true, "include": true }]""", "both")]
    [DataRow("""[{ "match": { "pattern": "Conv>" } }]""", "rules[0].match.pattern 'Conv>'")]
    [DataRow("""[{ "match": { "name": 1 } }]""", "rules[0].match.name must be text")]
    public void What_is_no_rule_is_one_coded_error_that_says_where(string json, string expected)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => Read(json)).Diagnostic;

        Assert.AreEqual(Codes.InvalidRecipe, error.Code);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    public void What_is_written_is_read_back_and_follows_the_schema()
    {
        RecipeRule[] rules =
        [
            new(new NodePattern("a", null, "Conv>Relu")) { Scheme = "Float16", Why = "accuracy" },
            new(new NodePattern(null, "MatMul", null)) { Exclude = false, WeightBits = 4, Granularity = Granularity.PerTensor, BlockSize = 32, Calibrator = "MinMax", WeightCalibrator = "Octav" },
        ];
        var options = new OptionReader(Definitions, new DiagnosticList()).Read(new Dictionary<string, string>(), Path.GetTempPath());
        var json = RecipeWriter.ToJson(ResolvedRecipe.Of(options, hasCalibration: true), rules);
        var schema = JsonNode.Parse(RecipeFile.Schema)!.AsObject(); // the schema is an object

        CollectionAssert.AreEqual(rules, Read(JsonDocument.Parse(json).RootElement.GetProperty("rules").GetRawText()).ToArray());
        Assert.AreEqual("", string.Join("\n", new JsonSchemaCheck(schema).Problems(JsonNode.Parse(json))));
    }

    [TestMethod]
    public void The_schema_has_the_options_of_a_recipe_and_no_others()
    {
        var properties = JsonNode.Parse(RecipeFile.Schema)?["properties"]?.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList();

        CollectionAssert.AreEqual(RecipeFile.Options(Definitions).Select(option => option.Name).Concat(["$schema", "rules"]).Order(StringComparer.Ordinal).ToList(), properties);
    }

    private static IReadOnlyList<RecipeRule> Read(string json) => new RuleReader(Definitions, "recipe.json").Read(JsonDocument.Parse(json).RootElement);
}
