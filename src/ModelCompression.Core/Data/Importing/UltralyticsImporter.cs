using System.Globalization;
using System.Text.Json.Nodes;
using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Data.Importing;

/// <summary>
/// Imports what Ultralytics' export writes into a model's <c>metadata_props</c>: <c>task</c>, <c>names</c>, <c>imgsz</c>. Detectors get a letterbox of gray 114 by OpenCV's
/// bilinear filter, classifiers Pillow's shorter side and centre crop; both RGB divided by 255. The head of a detector is told by the shape of its output.
/// </summary>
[Strategy("metadata", "What an export of Ultralytics says in the model itself: names, task and size.")]
internal sealed class UltralyticsImporter : ISpecImporter
{
    private const int MaxSide = 16_384;

    /// <summary>Boxes a head that takes overlapping ones out itself has at most; a head with anchors has thousands.</summary>
    private const int MostChosen = 1000;

    public bool Recognizes(ImportSource source) => source.Path is null;

    /// <exception cref="Diagnostics.UserErrorException">MC2011: the metadata are missing or do not fit the model.</exception>
    public JsonObject Import(ImportSource source)
    {
        var metadata = source.Model.Metadata;
        if (!metadata.ContainsKey("names") && !metadata.ContainsKey("task"))
        {
            throw source.Error(metadata.Count == 0
                ? "there are none; exports of Ultralytics have task, names and imgsz there. Write a preprocessing spec"
                : $"they are not those of an export of Ultralytics, which has task, names and imgsz there; found are {string.Join(", ", metadata.Keys.Order(StringComparer.Ordinal).Take(20))}. Write a preprocessing spec");
        }

        var input = new ConfigObject(source, default).ImageInput();
        var names = metadata.TryGetValue("names", out var text) ? ClassNamesText.Parse(text) ?? throw source.Error("names", "is no list of class names such as {0: 'cat', 1: 'dog'}") : [];
        var (height, width) = SizeOf(source, input);
        var size = new JsonObject { ["height"] = height, ["width"] = width };
        var task = metadata.GetValueOrDefault("task", "detect");
        var steps = task switch
        {
            "classify" when height == width => new JsonArray(Resize("shortest", height, antialias: true), new JsonObject { ["centerCrop"] = size }),
            "classify" => throw source.Error("imgsz", FormattableString.Invariant($"is {height} x {width}; classifiers take squares")),
            "detect" or "segment" or "pose" or "obb" => new JsonArray(Resize("letterbox", size, antialias: false)),
            _ => throw source.Error("task", $"is '{task}'; supported are detect, segment, pose, obb and classify. Write a preprocessing spec"),
        };
        var spec = new JsonObject
        {
            ["schema"] = 1,
            ["inputs"] = new JsonObject
            {
                [input.Name] = new JsonObject
                {
                    ["type"] = "image", ["color"] = metadata.GetValueOrDefault("channels") == "1" ? "GRAY" : "RGB", ["steps"] = steps, ["scale"] = 1.0 / byte.MaxValue,
                    ["layout"] = "NCHW", ["dtype"] = new ConfigObject(source, default).ElementName(input),
                },
            },
            ["outputs"] = Outputs(source, task, names.Count),
        };
        if (names.Count > 0 && names.Distinct(StringComparer.Ordinal).Count() == names.Count)
        {
            spec["classes"] = new JsonArray([.. names.Select(name => (JsonNode)name)]); // a name that two classes share tells neither
        }

        return spec;
    }

    private static JsonObject Resize(string mode, JsonNode size, bool antialias) =>
        new() { ["resize"] = new JsonObject { ["mode"] = mode, ["size"] = size, ["filter"] = "bilinear", ["antialias"] = antialias } };

    /// <summary><c>imgsz</c>, height before width; a fixed input must have that size, and one that says nothing else gives it.</summary>
    private static (int Height, int Width) SizeOf(ImportSource source, Port input)
    {
        var given = source.Model.Metadata.TryGetValue("imgsz", out var text)
            ? text.Trim(' ', '[', ']', '(', ')').Split(',').Select(side => int.TryParse(side, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var length) ? length : 0).ToArray()
            : null;
        int[]? shape = input.Type?.Dims is [_, _, { Size: { } height }, { Size: { } width }] ? [(int)height, (int)width] : null;
        var size = given is [var side] ? [side, side] : given ?? shape ?? throw source.Error("imgsz", "is missing, and the model's input has no fixed size. Write a preprocessing spec");
        if (size is not [> 0 and <= MaxSide, > 0 and <= MaxSide])
        {
            throw source.Error("imgsz", $"is '{text}'; it must be height and width such as [640, 640], each up to {MaxSide}");
        }

        return shape is null || shape.SequenceEqual(size)
            ? (size[0], size[1])
            : throw source.Error("imgsz", $"is '{text}', but the model's input takes {shape[0]} x {shape[1]}");
    }

    private static JsonObject Outputs(ImportSource source, string task, int classes)
    {
        var output = source.Model.Outputs[0];
        if (task == "classify")
        {
            return new JsonObject { [output.Name] = new JsonObject { ["decode"] = "softmax-topk" } };
        }

        return task == "detect" ? new JsonObject { [output.Name] = new JsonObject { ["decode"] = DecodingOf(source, output, classes) } } : [];
    }

    /// <summary>1 x (4 + classes) x boxes, 1 x boxes x (5 + classes), or 1 x few x 6 with the boxes chosen already.</summary>
    private static string DecodingOf(ImportSource source, Port output, int classes) => output.Type?.Dims switch
    {
        [_, { Size: { } boxes and <= MostChosen }, { Size: 6 }] when boxes != classes + 4 => "yolo-nms",
        [_, { Size: { } numbers }, _] when numbers == classes + 4 => "yolo-v8",
        [_, _, { Size: { } numbers }] when numbers == classes + 5 => "yolo-v5",
        var dims => throw source.Error($"the shape of the model's output '{output.Name}' ({(dims is null ? "unknown" : string.Join(" x ", dims))}) is none of a detector with {classes} classes: expected 1 x {classes + 4} x boxes, 1 x boxes x {classes + 5} or 1 x boxes x 6. Write a preprocessing spec"),
    };
}
