using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>
/// The head of YOLOv8, YOLOv9 and YOLO11: shape [1, 4 + classes, boxes], the numbers of a box being its middle, width and height in pixels of the input and one score a class.
/// Overlapping boxes are taken out class by class. The result has shape [n, 6]: left, top, right, bottom, score, class, the best first.
/// </summary>
[Strategy("yolo-v8", "Boxes of a YOLOv8 or YOLO11 head, 1 x (4 + classes) x boxes, without overlapping ones.")]
public sealed class YoloV8Decoder : IOutputDecoder
{
    private const int FirstClass = 4;

    private readonly DetectionLimits _limits;

    public YoloV8Decoder()
        : this(new DetectionLimits())
    {
    }

    public YoloV8Decoder(DetectionLimits limits) => _limits = limits;

    public IOutputDecoder With(DetectionLimits limits) => new YoloV8Decoder(limits);

    public long? ClassesOf(IReadOnlyList<Dimension> dims) => dims is [_, { Size: > FirstClass and { } numbers }, _] ? numbers - FirstClass : null;

    public TensorData Decode(TensorData output, TensorData? mask)
    {
        var (places, numbers) = AnchorGrid.Measure(output, "yolo-v8", (2, 1), FirstClass);
        return new AnchorGrid(output.ToDoubles(), places, (1, places), FirstClass, numbers - FirstClass).Decode(_limits);
    }
}
