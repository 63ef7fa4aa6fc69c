using ModelCompression.Data.Audio;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>The words of the spec and what they mean, for reading and writing.</summary>
internal static partial class SpecNames
{
    public static readonly (string Name, TextEmit Value)[] Emits = [("ids", TextEmit.Ids), ("mask", TextEmit.Mask), ("types", TextEmit.Types)];

    public static readonly (string Name, TextPadding Value)[] Paddings = [("longest", TextPadding.Longest), ("max", TextPadding.Max)];

    public static readonly (string Name, bool Value)[] Normalizations = [("none", false), ("samples", true)];

    public static readonly (string Name, bool Value)[] Features = [("none", false), ("logmel", true)];

    public static readonly (string Name, FeatureLayout Value)[] FeatureLayouts = [("mel-time", FeatureLayout.MelTime), ("time-mel", FeatureLayout.TimeMel)];

    public static readonly (string Name, MelScale Value)[] MelScales = [("htk", MelScale.Htk), ("slaney", MelScale.Slaney)];

    public static readonly (string Name, MelNorm Value)[] MelNorms = [("none", MelNorm.None), ("slaney", MelNorm.Slaney)];

    public static readonly (string Name, MelLog Value)[] MelLogs = [("ln", MelLog.Natural), ("log10", MelLog.Decimal), ("whisper", MelLog.Whisper)];

    public static readonly (string Name, ElementType Value)[] AudioTypes = [("float32", ElementType.Float), ("float16", ElementType.Float16)];

    public static readonly (string Name, ElementType Value)[] ConstantTypes =
    [
        ("float32", ElementType.Float), ("float16", ElementType.Float16), ("float64", ElementType.Double), ("int64", ElementType.Int64), ("int32", ElementType.Int32),
        ("uint8", ElementType.UInt8), ("bool", ElementType.Bool),
    ];

    /// <summary>How outputs are decoded; each is a strategy of that name.</summary>
    public static readonly string[] Decodings = ["ctc-greedy", "embedding-meanpool", "frames-last", "frames-max", "frames-mean", "identity", "softmax-topk", "yolo-nms", "yolo-v5", "yolo-v8"];

    public static string Of<T>(T value, (string Name, T Value)[] names)
        where T : struct => names.First(name => name.Value.Equals(value)).Name;
}
