using ModelCompression.Metrics;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

/// <summary>Raw outputs of detectors for tests.</summary>
internal static class YoloHeads
{
    /// <summary>Boxes of a YOLOv8 head, given as for YOLOv5 without objectness: middle, size, scores.</summary>
    public static TensorData V8(params float[][] boxes)
    {
        var numbers = boxes[0].Length;
        return TensorData.Floats(new Shape(1, numbers, boxes.Length), [.. Enumerable.Range(0, numbers).SelectMany(number => boxes.Select(box => box[number]))]);
    }

    public static TensorData V5(params float[][] boxes) => TensorData.Floats(new Shape(1, boxes.Length, boxes[0].Length), [.. boxes.SelectMany(box => box)]);

    /// <summary>Boxes that no detector is sure of, so that a head has more boxes than numbers.</summary>
    public static IEnumerable<float[]> Empty(int count, int numbers) => Enumerable.Range(0, count).Select(_ => new float[numbers]);

    /// <summary>The rows of a decoded output, numbers joined by spaces.</summary>
    public static string[] Rows(this IOutputDecoder decoder, TensorData output) =>
        [.. decoder.Decode(output, null).ToDoubles().Chunk(6).Select(row => string.Join(' ', row.Select(value => FormattableString.Invariant($"{Math.Round(value, 6)}"))))];
}
