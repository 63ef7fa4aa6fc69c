using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Images;

/// <summary>Counts, class by class, pixels that are labelled, predicted and both. Labels are brought to the size of the output by taking the nearest pixel.</summary>
/// <param name="metric">Who asks, for messages.</param>
internal sealed class ClassMapAccumulator(string metric) : IMetricAccumulator
{
    private readonly List<PixelCounts[]> _images = [];
    private int _classes;

    /// <summary>Pixels of one class in one image.</summary>
    private readonly record struct PixelCounts(int Class, int Both, int Either);

    public int Count => _images.Count;

    public long Steps => _images.Sum(image => (long)image.Length);

    public double Value => Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <summary>An image alone has none.</summary>
    public IReadOnlyList<double> PerSample => [];

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not ClassMapLabel label)
        {
            throw Unusable($"Sample '{sample.Id}' has no class map as label, which metric {metric} needs. Give a data set of images and masks, or use metric Fidelity.");
        }

        var predicted = PredictedMap.Of(metric, sample, label, outputs);
        var counts = new Dictionary<int, (int Labelled, int Predicted, int Both)>();
        for (var y = 0; y < predicted.Height; y++)
        {
            var row = label.Classes.Span.Slice((int)((2L * y + 1) * label.Height / (2L * predicted.Height)) * label.Width, label.Width);
            for (var x = 0; x < predicted.Width; x++)
            {
                var right = row[(int)((2L * x + 1) * label.Width / (2L * predicted.Width))];
                if (right != ClassMapLabel.Ignored)
                {
                    Tally(counts, right, predicted.Classes[(y * predicted.Width) + x]);
                }
            }
        }

        if (predicted.ClassCount is { } limit && counts.Where(pair => pair.Value.Labelled > 0).Select(pair => pair.Key).DefaultIfEmpty(0).Max() is var highest && highest >= limit)
        {
            throw Unusable($"Sample '{sample.Id}' has pixels of class {highest}, but the model's output has {limit} classes, from 0 to {limit - 1}. Check the masks; {ClassMapLabel.Ignored} stands for pixels that do not count.");
        }

        _images.Add([.. counts.OrderBy(pair => pair.Key).Select(pair => new PixelCounts(pair.Key, pair.Value.Both, pair.Value.Labelled + pair.Value.Predicted - pair.Value.Both))]);
        _classes = Math.Max(_classes, counts.Keys.DefaultIfEmpty(-1).Max() + 1);
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        var both = new long[_classes];
        var either = new long[_classes];
        for (var i = 0; i < weights.Length; i++)
        {
            foreach (var counts in weights[i] == 0 ? [] : _images[i])
            {
                both[counts.Class] += (long)weights[i] * counts.Both;
                either[counts.Class] += (long)weights[i] * counts.Either;
            }
        }

        double sum = 0, count = 0;
        for (var found = 0; found < _classes; found++)
        {
            (sum, count) = either[found] == 0 ? (sum, count) : (sum + ((double)both[found] / either[found]), count + 1);
        }

        return sum / count;
    }

    /// <param name="predicted">-1 for none.</param>
    private static void Tally(Dictionary<int, (int Labelled, int Predicted, int Both)> counts, int right, int predicted)
    {
        var known = counts.GetValueOrDefault(right);
        counts[right] = (known.Labelled + 1, known.Predicted, known.Both + (right == predicted ? 1 : 0));
        if (predicted >= 0)
        {
            known = counts.GetValueOrDefault(predicted);
            counts[predicted] = known with { Predicted = known.Predicted + 1 };
        }
    }

    private static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);
}
