using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Images of 100 x 100 pixels with objects and what a detector found, added to a metric one by one.</summary>
internal sealed class DetectedImages
{
    private static readonly Box Whole = new(0, 0, 100, 100);

    private readonly IMetricAccumulator _accumulator;

    public DetectedImages(IMetric metric) => _accumulator = metric.Start();

    public double Value => _accumulator.Value;

    public IMetricAccumulator Accumulator => _accumulator;

    /// <param name="found">Rows of left, top, right, bottom, score, class.</param>
    public DetectedImages Add(IReadOnlyList<LabelledBox> objects, params double[][] found) => Add(new BoxesLabel(objects, Whole), found);

    public DetectedImages Add(BoxesLabel label, params double[][] found)
    {
        TensorData[] outputs = [TensorData.Of(ElementType.Double, new Shape(found.Length, 6), (double[])[.. found.SelectMany(row => row)])];
        _accumulator.Add(new Sample($"image {_accumulator.Count}", new Dictionary<string, TensorData>(), label), outputs, outputs);
        return this;
    }

    /// <summary>An object of 10 x 10 pixels.</summary>
    public static LabelledBox Object(double left, double top, int type = 0) => new(type, new Box(left, top, left + 10, top + 10));

    public static LabelledBox Crowd(double left, double top, double right, double bottom, int type = 0) => new(type, new Box(left, top, right, bottom), IsCrowd: true);

    /// <summary>A box of 10 x 10 pixels.</summary>
    public static double[] Found(double left, double top, double score, int type = 0) => [left, top, left + 10, top + 10, score, type];
}
