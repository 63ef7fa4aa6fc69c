using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>
/// The head of YOLOv5 and YOLOv7: shape [1, boxes, 5 + classes], the numbers of a box being its middle, width and height in pixels of the input, how sure it is that there
/// is an object, and one factor of that a class. The result is that of <see cref="YoloV8Decoder"/>.
/// </summary>
[Strategy("yolo-v5", "Boxes of a YOLOv5 or YOLOv7 head, 1 x boxes x (5 + classes), without overlapping ones.")]
public sealed class YoloV5Decoder : IOutputDecoder
{
    private const int FirstClass = 5;

    private readonly DetectionLimits _limits;

    public YoloV5Decoder()
        : this(new DetectionLimits())
    {
    }

    public YoloV5Decoder(DetectionLimits limits) => _limits = limits;

    public IOutputDecoder With(DetectionLimits limits) => new YoloV5Decoder(limits);

    public long? ClassesOf(IReadOnlyList<Dimension> dims) => dims is [_, _, { Size: > FirstClass and { } numbers }] ? numbers - FirstClass : null;

    public TensorData Decode(TensorData output, TensorData? mask)
    {
        var (places, numbers) = AnchorGrid.Measure(output, "yolo-v5", (1, 2), FirstClass);
        return new AnchorGrid(output.ToDoubles(), places, (numbers, 1), FirstClass, numbers - FirstClass).Decode(_limits);
    }
}
