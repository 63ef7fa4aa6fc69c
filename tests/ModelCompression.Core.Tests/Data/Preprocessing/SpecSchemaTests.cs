using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ModelCompression.Core.Tests.Data.Text;
using ModelCompression.Core.Tests.Reporting;
using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Diagnostics;

namespace ModelCompression.Core.Tests.Data.Preprocessing;

/// <summary>What the parser says of a wrong key or choice is compared with the schema, so that neither can get ahead of the other.</summary>
[TestClass]
public sealed class SpecSchemaTests
{
    /// <summary>A spec with every kind of object. A new kind of object in the schema needs one here, and a line in <see cref="Objects"/>.</summary>
    private const string Everything = """
        {
          "$schema": "urn:modelcompression:preprocess:1", "schema": 1,
          "inputs": {
            "image": {
              "type": "image", "color": "RGB", "exif": "apply",
              "steps": [
                { "resize": { "mode": "letterbox", "size": { "height": 32, "width": 48 }, "filter": "bilinear", "antialias": true, "precision": "uint8", "padColor": 114, "padAlign": "center" } },
                { "pad": { "size": [40, 60], "padColor": [0, 0, 0], "padAlign": "topleft" } },
                { "centerCrop": 32 }
              ],
              "scale": 1, "mean": [0, 0, 0], "std": 1, "layout": "NCHW", "dtype": "float32"
            },
            "text": { "type": "text", "tokenizer": "bert-wordpiece", "vocab": "vocab.txt", "lowercase": true, "unknownToken": "[UNK]", "start": ["[CLS]"], "end": ["[SEP]"], "padToken": "[PAD]", "maxLength": 8, "pad": "longest", "specials": true, "emit": "ids" },
            "bytes": { "type": "text", "tokenizer": "bpe", "vocab": "vocab.json", "merges": "merges.txt", "lowercase": false, "addPrefixSpace": true, "unknownToken": "<s>", "start": ["<s>"], "end": [], "padToken": "<s>", "maxLength": 8, "pad": "max", "specials": true, "emit": "ids" },
            "pieces": { "type": "text", "tokenizer": "sentencepiece", "vocab": "pieces.model", "lowercase": false, "start": [], "end": ["</s>"], "padToken": "</s>", "maxLength": 8, "pad": "max", "specials": true, "emit": "ids" },
            "mask": { "type": "text", "sameAs": "text", "emit": "mask" },
            "sound": {
              "type": "audio", "sampleRate": 16000, "mono": true, "frame": 512, "hop": 512, "context": 64, "state": { "in": "s", "out": "t", "shape": [2, 1, 128] }, "scale": 1,
              "features": "logmel", "nFft": 400, "winLength": 400, "hopLength": 160, "nMels": 80, "fMin": 0, "fMax": 8000, "melScale": "htk", "norm": "none", "log": "ln", "center": true,
              "floor": 1e-10, "layout": "mel-time", "mean": 0, "std": 1, "dtype": "float32"
            },
            "rate": { "type": "constant", "values": [16000], "dtype": "int64" },
            "array": { "type": "tensor" }
          },
          "outputs": { "scores": { "decode": "identity", "peak": 1 }, "boxes": { "decode": "yolo-v8", "confidence": 0.001, "maxDetections": 300, "iou": 0.7, "classAgnostic": false, "multiLabel": true } },
          "classes": ["cat", "dog"]
        }
        """;

    /// <summary>Each object of the schema and where <see cref="Everything"/> has one.</summary>
    private static readonly (string Definition, string Place)[] Objects =
    [
        ("", ""), ("image", "inputs.image"), ("step", "inputs.image.steps.0"), ("resize", "inputs.image.steps.0.resize"), ("heightWidth", "inputs.image.steps.0.resize.size"),
        ("pad", "inputs.image.steps.1.pad"), ("wordPiece", "inputs.text"), ("bpe", "inputs.bytes"), ("sentencePiece", "inputs.pieces"), ("sameText", "inputs.mask"), ("tensor", "inputs.array"),
        ("audio", "inputs.sound"), ("state", "inputs.sound.state"), ("constant", "inputs.rate"), ("output", "outputs.scores"),
    ];

    private static readonly JsonObject Root = JsonNode.Parse(SpecSchema.Json)!.AsObject(); // the schema is an object

    private static readonly JsonSchemaCheck Schema = new(Root);

    public static IEnumerable<object[]> EveryObject => Objects.Select(found => new object[] { found.Definition, found.Place });

    public static IEnumerable<object[]> EveryChoice =>
        from found in Objects
        from property in Properties(found.Definition)
        where Choices(property.Value) is not null
        select new object[] { found.Place, property.Key, Choices(property.Value)! }; // not null: the line above

    public static IEnumerable<object[]> Published =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root(), "samples"), "*.pre.json", SearchOption.AllDirectories).Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(File.ReadAllText)
            .Concat(Regex.Matches(File.ReadAllText(Path.Combine(SourceTree.Root(), "README.md")), "```json\r?\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).Where(json => json.Contains("\"schema\"", StringComparison.Ordinal)))
            .Select(json => new object[] { json });

    [TestMethod]
    public void The_complete_example_is_read_and_follows_the_schema_as_its_resolved_copy_does()
    {
        using var folder = new DataFolder();
        var spec = Load(folder, JsonNode.Parse(Everything));

        Assert.AreEqual("", string.Join("\n", Schema.Problems(JsonNode.Parse(Everything))));
        Assert.AreEqual("", string.Join("\n", Schema.Problems(JsonNode.Parse(spec.ToResolvedJson()))));
    }

    [TestMethod]
    public void Every_object_of_the_schema_is_compared_with_the_parser()
    {
        var objects = Definitions().Where(pair => pair.Value?["properties"] is not null).Select(pair => pair.Key).Append("").Order(StringComparer.Ordinal).ToList();

        CollectionAssert.AreEqual(objects, Objects.Select(found => found.Definition).Order(StringComparer.Ordinal).ToList());
    }

    [TestMethod]
    [DynamicData(nameof(EveryObject))]
    public void The_schema_has_the_keys_of_the_parser_and_no_others(string definition, string place)
    {
        var spec = JsonNode.Parse(Everything);
        At(spec, place)["unheard"] = 1;

        var allowed = Regex.Match(Refused(spec), "allowed here: (.*)\\.").Groups[1].Value.Split(", ");

        CollectionAssert.AreEqual(allowed.Order(StringComparer.Ordinal).ToList(), Properties(definition).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList());
        Assert.IsNotEmpty(Schema.Problems(spec));
    }

    [TestMethod]
    [DynamicData(nameof(EveryChoice))]
    public void The_schema_has_the_choices_of_the_parser_and_no_others(string place, string key, string choices)
    {
        var spec = JsonNode.Parse(Everything);
        At(spec, place)[key] = "unheard";


        Assert.AreEqual(string.Join(", ", Allowed(spec)), choices);
        Assert.IsNotEmpty(Schema.Problems(spec));
    }

    [TestMethod]
    public void Every_tokenizer_is_in_the_schema()
    {
        var spec = JsonNode.Parse(Everything);
        At(spec, "inputs.text")["tokenizer"] = "unheard";
        var tokenizers = Objects.Select(found => Text(Properties(found.Definition).FirstOrDefault(pair => pair.Key == "tokenizer").Value?["const"])).OfType<string>().Order(StringComparer.Ordinal);

        CollectionAssert.AreEqual(Allowed(spec).ToList(), tokenizers.ToList());
        Assert.IsNotEmpty(Schema.Problems(spec));
    }

    [TestMethod]
    public void Every_type_of_an_input_is_in_the_schema()
    {
        var spec = JsonNode.Parse(Everything);
        At(spec, "inputs.array")["type"] = "unheard";
        var types = Objects.Select(found => Text(Properties(found.Definition).FirstOrDefault(pair => pair.Key == "type").Value?["const"])).OfType<string>().Distinct().Order(StringComparer.Ordinal);


        CollectionAssert.AreEqual(Allowed(spec).ToList(), types.ToList());
    }

    [TestMethod]
    [DynamicData(nameof(Published))]
    public void Published_examples_follow_the_schema_and_are_read(string json)
    {
        using var folder = new DataFolder();
        Load(folder, JsonNode.Parse(json));

        Assert.AreEqual("", string.Join("\n", Schema.Problems(JsonNode.Parse(json))));
    }

    /// <summary>The choices that a message lists, in ordinal order.</summary>
    private static IEnumerable<string> Allowed(JsonNode? spec) =>
        Regex.Matches(Regex.Match(Refused(spec), "must be one of (.*)").Value, "\"([^\"]*)\"").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

    private static string Refused(JsonNode? spec)
    {
        using var folder = new DataFolder();
        var error = Assert.ThrowsExactly<UserErrorException>(() => Load(folder, spec)).Diagnostic;
        Assert.AreEqual(Codes.InvalidPreprocessing, error.Code);
        return error.Message;
    }

    private static PreprocessingSpec Load(DataFolder folder, JsonNode? spec)
    {
        folder.Write("vocab.txt", TextSpecs.Vocabulary);
        folder.Write("vocab.json", ByteLevelBpeTests.VocabularyFile);
        folder.Write("merges.txt", "h e\n");
        folder.Write("pieces.model", SentencePieces.Model(SentencePieces.Unigram, SentencePieces.Pieces));
        return PreprocessingSpec.Load(folder.Write("x.pre.json", spec?.ToJsonString() ?? ""));
    }

    private static JsonNode At(JsonNode? spec, string place) =>
        place.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(spec, (node, part) => node is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : node?[part])
        ?? throw new AssertFailedException($"The example has no {place}.");

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(string definition) =>
        (definition.Length == 0 ? Root : Root["$defs"]?[definition])?["properties"]?.AsObject() ?? throw new AssertFailedException($"The schema has no {definition}.");

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Definitions() => Root["$defs"]?.AsObject() ?? [];

    /// <summary>The words a property may be, in ordinal order; null where it is something else.</summary>
    private static string? Choices(JsonNode? property)
    {
        var schema = Text(property?["$ref"]) is { } reference ? Root["$defs"]?[reference.Split('/')[^1]] : property;
        return schema?["enum"] is JsonArray words ? string.Join(", ", words.Select(Text).Order(StringComparer.Ordinal)) : null;
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
