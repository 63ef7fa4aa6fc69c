using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Reads an input of type <c>image</c>.</summary>
internal static class ImageSpecParser
{
    private const int MaxSide = 16_384;
    private static readonly byte[] LetterboxGray = [114];

    public static ImageSpec Parse(SpecObject spec)
    {
        spec.RequireKeys("type", "color", "exif", "steps", "scale", "mean", "std", "layout", "dtype");
        var color = spec.Choice("color", ColorOrder.Rgb, SpecNames.Colors);
        var channels = color == ColorOrder.Gray ? 1 : 3;
        var result = new ImageSpec(
            color,
            spec.Choice("exif", true, SpecNames.Exif),
            [.. spec.List("steps").Select((step, index) => ParseStep(spec.Object("steps", index, step), channels))],
            spec.Number("scale", 1),
            spec.PerChannel("mean", channels, 0),
            spec.PerChannel("std", channels, 1),
            spec.Choice("layout", TensorLayout.Nchw, SpecNames.Layouts),
            spec.Choice("dtype", ImageElement.Float32, SpecNames.Types));
        if (result.Std.Any(std => (float)std == 0))
        {
            throw spec.Error("std", "must not hold 0");
        }

        RequireOnePrecision(spec, result);
        var changed = result.Scale != 1 || result.Mean.Any(mean => mean != 0) || result.Std.Any(std => std != 1);
        return changed && result.Element == ImageElement.UInt8
            ? throw spec.Error("dtype", "is \"uint8\", which needs scale 1, mean 0 and std 1")
            : result;
    }

    /// <summary>Samples that were not rounded once stay so to the end.</summary>
    private static void RequireOnePrecision(SpecObject spec, ImageSpec result)
    {
        var unrounded = false;
        foreach (var step in result.Steps.OfType<ResizeStep>())
        {
            if (unrounded && step.Precision == ResizePrecision.UInt8)
            {
                throw spec.Error("steps", "must not have a \"resize\" of precision \"uint8\" after one of precision \"float32\"");
            }

            unrounded = step.Precision == ResizePrecision.Float32;
        }

        if (unrounded && result.Element == ImageElement.UInt8)
        {
            throw spec.Error("dtype", "is \"uint8\", which cannot hold what a \"resize\" of precision \"float32\" makes");
        }
    }

    private static ImageStep ParseStep(SpecObject step, int channels)
    {
        step.RequireKeys("resize", "centerCrop", "pad");
        var keys = step.Keys.ToArray();
        if (keys.Length != 1)
        {
            throw step.Error("", "must hold exactly one of resize, centerCrop, pad");
        }

        return keys[0] switch
        {
            "resize" => ParseResize(step.Object("resize"), channels),
            "pad" => ParsePad(step.Object("pad"), channels),
            _ => new CenterCropStep(ParseSize(step, "centerCrop")),
        };
    }

    private static ResizeStep ParseResize(SpecObject resize, int channels)
    {
        resize.RequireKeys("mode", "size", "filter", "antialias", "precision", "padColor", "padAlign");
        var mode = resize.Choice("mode", null, SpecNames.Modes);
        foreach (var key in new[] { "padColor", "padAlign" })
        {
            if (mode != ResizeMode.Letterbox && resize.Has(key))
            {
                throw resize.Error(key, "belongs to mode \"letterbox\" only");
            }
        }

        if (mode is ResizeMode.Shortest or ResizeMode.Longest && resize.Required("size").Kind != SpecKind.Number)
        {
            throw resize.Error("size", "must be one number, the length of a side, with this mode");
        }

        var filter = resize.Choice("filter", ResizeFilter.Bilinear, SpecNames.Filters);
        var antialias = resize.Flag("antialias", true);
        if (!antialias && filter == ResizeFilter.Lanczos)
        {
            throw resize.Error("antialias", "must be true with filter \"lanczos\"");
        }

        var precision = resize.Choice("precision", ResizePrecision.UInt8, SpecNames.Precisions);
        if (!antialias && precision == ResizePrecision.Float32)
        {
            throw resize.Error("antialias", "must be true with precision \"float32\"");
        }

        return new ResizeStep(
            mode,
            ParseSize(resize, "size"),
            filter,
            antialias,
            precision,
            ParseColor(resize, channels, LetterboxGray),
            resize.Choice("padAlign", PadAlign.Center, SpecNames.Aligns));
    }

    private static PadStep ParsePad(SpecObject pad, int channels)
    {
        pad.RequireKeys("size", "padColor", "padAlign");
        return new PadStep(ParseSize(pad, "size"), ParseColor(pad, channels, [0]), pad.Choice("padAlign", PadAlign.Center, SpecNames.Aligns));
    }

    /// <summary>A square's side, a list of height and width, or an object with <c>height</c> and <c>width</c>.</summary>
    private static PixelSize ParseSize(SpecObject owner, string key)
    {
        var value = owner.Required(key);
        switch (value.Kind)
        {
            case SpecKind.Number:
                var side = owner.Whole(key, value, 1, MaxSide);
                return new PixelSize(side, side);
            case SpecKind.Array when value.Items.Count == 2:
                return new PixelSize(owner.Whole(key, value.Items[1], 1, MaxSide), owner.Whole(key, value.Items[0], 1, MaxSide));
            case SpecKind.Object:
                var size = owner.Object(key);
                size.RequireKeys("height", "width");
                return new PixelSize(size.Whole("width", size.Required("width"), 1, MaxSide), size.Whole("height", size.Required("height"), 1, MaxSide));
            default:
                throw owner.Error(key, "must be a number, [height, width] or { \"height\": ..., \"width\": ... }");
        }
    }

    private static IReadOnlyList<byte> ParseColor(SpecObject owner, int channels, byte[] absent)
    {
        var color = owner.PerChannel("padColor", channels, absent[0]);
        return color.All(value => value is >= 0 and <= 255 && Math.Floor(value) == value)
            ? [.. color.Select(value => (byte)value)]
            : throw owner.Error("padColor", "must hold whole numbers from 0 to 255");
    }
}
