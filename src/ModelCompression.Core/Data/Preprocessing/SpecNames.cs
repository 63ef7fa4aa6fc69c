namespace ModelCompression.Data.Preprocessing;

/// <summary>The words of the spec and what they mean, for reading and writing.</summary>
internal static partial class SpecNames
{
    public static readonly (string Name, TextEmit Value)[] Emits = [("ids", TextEmit.Ids), ("mask", TextEmit.Mask), ("types", TextEmit.Types)];

    public static readonly (string Name, TextPadding Value)[] Paddings = [("longest", TextPadding.Longest), ("max", TextPadding.Max)];

    /// <summary>How outputs are decoded; each is a strategy of that name.</summary>
    public static readonly string[] Decodings = ["embedding-meanpool", "identity", "softmax-topk", "yolo-nms", "yolo-v5", "yolo-v8"];

    public static string Of<T>(T value, (string Name, T Value)[] names)
        where T : struct => names.First(name => name.Value.Equals(value)).Name;
}
