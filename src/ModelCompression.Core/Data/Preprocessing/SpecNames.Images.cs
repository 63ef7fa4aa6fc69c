using ModelCompression.Runtime.Images;

namespace ModelCompression.Data.Preprocessing;

/// <summary>The words for images; the build's task reads them too.</summary>
internal static partial class SpecNames
{
    public static readonly (string Name, ColorOrder Value)[] Colors = [("RGB", ColorOrder.Rgb), ("BGR", ColorOrder.Bgr), ("GRAY", ColorOrder.Gray)];

    public static readonly (string Name, bool Value)[] Exif = [("apply", true), ("ignore", false)];

    public static readonly (string Name, TensorLayout Value)[] Layouts = [("NCHW", TensorLayout.Nchw), ("NHWC", TensorLayout.Nhwc)];

    public static readonly (string Name, ImageElement Value)[] Types =
        [("float32", ImageElement.Float32), ("float16", ImageElement.Float16), ("uint8", ImageElement.UInt8)];

    public static readonly (string Name, ResizeMode Value)[] Modes =
        [("stretch", ResizeMode.Stretch), ("shortest", ResizeMode.Shortest), ("longest", ResizeMode.Longest), ("letterbox", ResizeMode.Letterbox)];

    public static readonly (string Name, ResizeFilter Value)[] Filters =
    [
        ("nearest", ResizeFilter.Nearest), ("bilinear", ResizeFilter.Bilinear), ("bicubic", ResizeFilter.Bicubic),
        ("area", ResizeFilter.Area), ("lanczos", ResizeFilter.Lanczos),
    ];

    public static readonly (string Name, ResizePrecision Value)[] Precisions = [("uint8", ResizePrecision.UInt8), ("float32", ResizePrecision.Float32)];

    public static readonly (string Name, PadAlign Value)[] Aligns = [("center", PadAlign.Center), ("topleft", PadAlign.TopLeft)];
}
