using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelCompression.Data.Importing;

/// <summary>The geometric steps of a <c>preprocessor_config.json</c>.</summary>
internal static class ImageConfigSteps
{
    /// <summary>Below this side, what <c>crop_pct</c> takes away is cut off after resizing to more; from it on nothing is cut (ConvNeXt).</summary>
    private const int CropPercentLimit = 384;

    /// <summary>Types whose <c>size</c>, given as one number, is that of the shorter side.</summary>
    private static readonly string[] ShorterSide = ["CLIP", "ChineseCLIP", "ConvNext", "MobileNet", "MobileViT"];

    /// <summary>Types whose <c>size</c>, given as one number, is that of both sides.</summary>
    private static readonly string[] BothSides = ["ViT", "Beit", "Deit", "Segformer", "Siglip"];

    /// <summary>Pillow's numbers of filters; 5, Hamming, is not supported.</summary>
    private static readonly string[] Filters = ["nearest", "lanczos", "bilinear", "bicubic", "area"];

    /// <param name="type">Name of the image processor; may be empty.</param>
    public static JsonArray Of(ConfigObject config, string type)
    {
        var steps = new JsonArray();
        var crops = config.Flag("do_center_crop") ?? (config.Has("crop_size") ? throw config.Source.Error("do_center_crop", "is missing beside crop_size, and its default depends on the image processor. Add it") : false);
        var resized = (config.Flag("do_resize") ?? config.Has("size")) ? Resize(config, type, steps) : ((int Height, int Width)?)null;
        if (!crops)
        {
            return steps;
        }

        var (height, width) = config.Size("crop_size") is [var first, var second] ? (first, second) : throw config.Source.Error("crop_size", "is missing, and do_center_crop is set");
        if (resized is { } size && (height > size.Height || width > size.Width))
        {
            throw config.Source.Error(FormattableString.Invariant(
                $"'crop_size' {height} x {width} is larger than what 'size' makes of an image, whose smaller side may be {Math.Min(size.Height, size.Width)}: it would get a black frame. Correct the file, or write a preprocessing spec"));
        }

        steps.Add(new JsonObject { ["centerCrop"] = SizeNode(height, width) });
        return steps;
    }

    /// <summary>Adds the resize, and returns the least size of what it makes.</summary>
    private static (int Height, int Width) Resize(ConfigObject config, string type, JsonArray steps)
    {
        var filter = FilterOf(config);
        switch (config.Size("size"))
        {
            case [var height, var width]:
                RequireNoPercentage(config);
                Add("stretch", SizeNode(height, width));
                return (height, width);
            case [var edge] when config.Number("crop_pct") is { } share && share is > 0 and <= 1 && type.StartsWith("ConvNext", StringComparison.OrdinalIgnoreCase):
                if (edge >= CropPercentLimit)
                {
                    Add("stretch", edge);
                    return (edge, edge);
                }

                Add("shortest", (int)(edge / share));
                steps.Add(new JsonObject { ["centerCrop"] = edge });
                return (edge, edge);
            case [var edge] when !IsNumber(config) || StartsWithAny(type, ShorterSide):
                RequireNoPercentage(config);
                Add("shortest", edge);
                return (edge, edge);
            case [var edge] when StartsWithAny(type, BothSides):
                RequireNoPercentage(config);
                Add("stretch", edge);
                return (edge, edge);
            case null:
                throw config.Source.Error("size", "is missing, and do_resize is set");
            default:
                throw config.Source.Error("size", $"is one number, and whether that is the shorter side or both depends on image_processor_type, which is \"{type}\". Write {{\"shortest_edge\": ..}} or {{\"height\": .., \"width\": ..}}");
        }

        void Add(string mode, JsonNode size) => steps.Add(new JsonObject { ["resize"] = new JsonObject { ["mode"] = mode, ["size"] = size, ["filter"] = filter, ["antialias"] = true } });
    }

    private static bool IsNumber(ConfigObject config) => config.Element("size") is { ValueKind: JsonValueKind.Number };

    private static bool StartsWithAny(string type, string[] starts) => Array.Exists(starts, start => type.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static void RequireNoPercentage(ConfigObject config)
    {
        if (config.Element("crop_pct") is { ValueKind: not JsonValueKind.Null })
        {
            throw config.Source.Error("crop_pct", "is supported for image processors of ConvNeXt with size.shortest_edge, and from 0 to 1. Write a preprocessing spec");
        }
    }

    private static string FilterOf(ConfigObject config)
    {
        if (config.Element("resample") is not { } filter)
        {
            throw config.Source.Error("resample", "is missing, and its default depends on the image processor. Add it: 0 nearest, 1 Lanczos, 2 bilinear, 3 bicubic, 4 box");
        }

        return filter.ValueKind == JsonValueKind.Number && filter.TryGetInt32(out var number) && number >= 0 && number < Filters.Length
            ? Filters[number]
            : throw config.Source.Error("resample", $"is {filter.GetRawText()}; it must be 0 nearest, 1 Lanczos, 2 bilinear, 3 bicubic or 4 box");
    }

    private static JsonNode SizeNode(int height, int width) => new JsonObject { ["height"] = height, ["width"] = width };
}
