using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Detection;

/// <summary>
/// Mean average precision over classes and thresholds of overlap. Boxes are matched when an image is added, so that a value for images drawn again costs a pass over them.
/// A box that is not a number makes the value none.
/// </summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="thresholds">Overlaps that make a box a right one.</param>
internal sealed class DetectionAccumulator(string metric, IReadOnlyList<double> thresholds) : IMetricAccumulator
{
    /// <summary>Of a class in an image; worse ones are left out.</summary>
    private const int MostBoxes = 100;

    private readonly BoxMatcher _matcher = new(thresholds);
    private readonly SortedDictionary<int, ClassFindings> _classes = [];
    private bool _isBroken;
    private ClassFindings[]? _ready;

    public int Count { get; private set; }

    public long Steps => Prepared().Sum(found => found.Steps);

    /// <exception cref="UserErrorException">MC2007: there are no objects at all.</exception>
    public double Value => Count > 0 && _classes.Values.All(found => !found.HasObjects)
        ? throw Unusable($"None of the {Count} images has an object, so there is nothing to find, which metric {metric} measures. Give images with objects, or use metric Fidelity.")
        : Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <summary>An image alone has none.</summary>
    public IReadOnlyList<double> PerSample => [];

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not BoxesLabel label)
        {
            throw Unusable($"Sample '{sample.Id}' has no boxes as label, which metric {metric} needs. Give a YOLO or COCO data set, or use metric Fidelity.");
        }

        var boxes = BoxesOf(sample, outputs);
        _isBroken |= boxes.IsBroken;
        var image = Count++;
        _ready = null;
        var found = boxes.IsBroken ? [] : Enumerable.Range(0, boxes.Count).GroupBy(boxes.ClassOf).ToDictionary(group => group.Key, group => Ordered(boxes, group, label.Picture));
        foreach (var group in label.Objects.Select(item => item.Class).Concat(found.Keys).Distinct())
        {
            if (!_classes.TryGetValue(group, out var findings))
            {
                _classes[group] = findings = new ClassFindings(thresholds.Count);
            }

            var objects = label.Objects.Where(item => item.Class == group).ToArray();
            findings.Add(image, _matcher.Match(image, found.GetValueOrDefault(group) ?? [], objects), objects.Count(item => !item.IsCrowd));
        }
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        if (_isBroken)
        {
            return double.NaN;
        }

        double sum = 0, count = 0;
        foreach (var found in Prepared())
        {
            var precision = found.AveragePrecision(weights);
            (sum, count) = double.IsNaN(precision) ? (sum, count) : (sum + precision, count + 1);
        }

        return sum / count;
    }

    private ClassFindings[] Prepared()
    {
        lock (_classes)
        {
            if (_ready is null)
            {
                _ready = [.. _classes.Values.Where(found => found.HasObjects)];
                Array.ForEach(_ready, found => found.Prepare());
            }

            return _ready;
        }
    }

    /// <summary>The best boxes first, each cut to the picture.</summary>
    private static (Box Box, double Score)[] Ordered(DetectionList boxes, IEnumerable<int> positions, Box picture) =>
        [.. positions.OrderByDescending(boxes.ScoreOf).Take(MostBoxes).Select(position => (boxes.At(position).Within(picture), boxes.ScoreOf(position)))];

    private DetectionList BoxesOf(Sample sample, IReadOnlyList<TensorData> outputs)
    {
        if (outputs.Count > 0 && outputs[0] is { Element: not ElementType.String } rows && rows.Shape.Rank == 2 && rows.Shape[1] == DetectionList.Width)
        {
            var boxes = DetectionList.Of(rows.ToDoubles());
            if (boxes.IsBroken || Enumerable.Range(0, boxes.Count).All(boxes.HasClass))
            {
                return boxes;
            }
        }

        throw Unusable(
            $"The output {(outputs.Count > 0 ? outputs[0].ToString() : "")} for sample '{sample.Id}' holds no boxes with score and class, which metric {metric} needs. Name the output and its decoding "
            + "in 'outputs' of the preprocessing spec, for example {\"output0\": {\"decode\": \"yolo-v8\"}}, or use metric Fidelity.");
    }

    private static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);
}
