using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>
/// Detectors that choose their boxes themselves (YOLOv10, YOLO26, exports with NMS): shape [1, n, 6] or [n, 6], rows of left, top, right, bottom in pixels of the input, score,
/// class. Rows up to the confidence, which fill the output, are left out. The result is that of <see cref="YoloV8Decoder"/>.
/// </summary>
[Strategy("yolo-nms", "Boxes of a detector that takes overlapping ones out itself, 1 x boxes x 6.")]
public sealed class YoloNmsDecoder : IOutputDecoder
{
    private readonly DetectionLimits _limits;

    public YoloNmsDecoder()
        : this(new DetectionLimits())
    {
    }

    public YoloNmsDecoder(DetectionLimits limits) => _limits = limits;

    public IOutputDecoder With(DetectionLimits limits) => new YoloNmsDecoder(limits);

    /// <exception cref="UserErrorException">MC2004: another shape or type, or a class that is no whole number.</exception>
    public TensorData Decode(TensorData output, TensorData? mask)
    {
        if (output.Element == ElementType.String || output.Shape.Rank is not (2 or 3) || output.Shape[output.Shape.Rank - 1] != DetectionList.Width
            || (output.Shape.Rank == 3 && output.Shape[0] != 1))
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"Decoding 'yolo-nms' needs an output of shape 1 x boxes x 6, rows of left, top, right, bottom, score, class, and got {output}. Name the output that holds the boxes.");
        }

        var list = DetectionList.Of(output.ToDoubles());
        if (list.IsBroken)
        {
            return list.ToTensor([]);
        }

        var chosen = list.Order().Where(row => list.ScoreOf(row) > _limits.Confidence).Take(_limits.MaxDetections).ToArray();
        return Array.TrueForAll(chosen, list.HasClass)
            ? list.ToTensor(chosen)
            : throw new UserErrorException(
                Codes.DataMismatch, $"Decoding 'yolo-nms' found a row whose last number is no class. The rows of {output} must be left, top, right, bottom, score, class; choose the decoding that fits.");
    }
}
