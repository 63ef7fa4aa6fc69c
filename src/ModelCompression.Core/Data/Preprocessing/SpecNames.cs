using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>The words of the spec and what they mean, for reading and writing.</summary>
internal static class SpecNames
{
    public static readonly (string Name, ColorOrder Value)[] Colors = [("RGB", ColorOrder.Rgb), ("BGR", ColorOrder.Bgr), ("GRAY", ColorOrder.Gray)];

    public static readonly (string Name, bool Value)[] Exif = [("apply", true), ("ignore", false)];

    public static readonly (string Name, TensorLayout Value)[] Layouts = [("NCHW", TensorLayout.Nchw), ("NHWC", TensorLayout.Nhwc)];

    public static readonly (string Name, ElementType Value)[] Types =
        [("float32", ElementType.Float), ("float16", ElementType.Float16), ("uint8", ElementType.UInt8)];

    public static readonly (string Name, ResizeMode Value)[] Modes =
        [("stretch", ResizeMode.Stretch), ("shortest", ResizeMode.Shortest), ("longest", ResizeMode.Longest), ("letterbox", ResizeMode.Letterbox)];

    public static readonly (string Name, ResizeFilter Value)[] Filters =
    [
        ("nearest", ResizeFilter.Nearest), ("bilinear", ResizeFilter.Bilinear), ("bicubic", ResizeFilter.Bicubic),
        ("area", ResizeFilter.Area), ("lanczos", ResizeFilter.Lanczos),
    ];

    public static readonly (string Name, PadAlign Value)[] Aligns = [("center", PadAlign.Center), ("topleft", PadAlign.TopLeft)];

    public static readonly (string Name, TextEmit Value)[] Emits = [("ids", TextEmit.Ids), ("mask", TextEmit.Mask), ("types", TextEmit.Types)];

    public static readonly (string Name, TextPadding Value)[] Paddings = [("longest", TextPadding.Longest), ("max", TextPadding.Max)];

    /// <summary>How outputs are decoded; each is a strategy of that name.</summary>
    public static readonly string[] Decodings = ["embedding-meanpool", "identity", "softmax-topk", "yolo-nms", "yolo-v5", "yolo-v8"];

    public static string Of<T>(T value, (string Name, T Value)[] names)
        where T : struct => names.First(name => name.Value.Equals(value)).Name;
}
