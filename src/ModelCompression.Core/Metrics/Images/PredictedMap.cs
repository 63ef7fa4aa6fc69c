using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Images;

/// <summary>The class a model predicts for every pixel.</summary>
/// <param name="Classes">Row by row; -1 where no score is a number.</param>
/// <param name="ClassCount">How many classes there are; null where the output is a map of classes itself.</param>
internal sealed record PredictedMap(int Width, int Height, int[] Classes, int? ClassCount)
{
    private const int MostClasses = 255;

    /// <summary>Relative difference of proportions that sizes of layers may leave.</summary>
    private const double SameProportions = 0.2;

    /// <summary>
    /// The first output: scores of shape [1, classes, height, width], of which the highest counts, the first of equals; or classes of shape [1, height, width] or
    /// [1, 1, height, width]. Channels may come last where only that gives the output the proportions of its label.
    /// </summary>
    /// <exception cref="UserErrorException">MC2007: another shape, or numbers that are no classes.</exception>
    public static PredictedMap Of(string metric, Sample sample, ClassMapLabel label, IReadOnlyList<TensorData> outputs)
    {
        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String, Count: > 0 } output || output.Shape.Rank is not (3 or 4) || output.Shape[0] != 1)
        {
            throw Unusable(metric, sample, outputs, "has another shape");
        }

        var planes = PlanesOf(output.Shape).Where(shape => IsLike(shape, label)).ToArray();
        if (planes.Length == 0)
        {
            throw Unusable(metric, sample, outputs, FormattableString.Invariant($"has other proportions than its label of {label.Width} x {label.Height} pixels"));
        }

        var values = output.ToDoubles();
        var (channels, height, width) = (planes[0].Channels, planes[0].Height, planes[0].Width);
        if (channels > 1)
        {
            return new PredictedMap(width, height, Highest(values, planes[0]), channels);
        }

        return Array.TrueForAll(values, value => double.IsNaN(value) || (Math.Floor(value) == value && value is >= 0 and <= MostClasses))
            ? new PredictedMap(width, height, Array.ConvertAll(values, value => double.IsNaN(value) ? -1 : (int)value), null)
            : throw Unusable(metric, sample, outputs, "holds numbers that are no classes");
    }

    /// <summary>The ways to understand a shape, the usual one first.</summary>
    private static IEnumerable<ImagePlanes> PlanesOf(Shape shape)
    {
        var (a, b, c) = ((int)shape[shape.Rank - 3], (int)shape[shape.Rank - 2], (int)shape[shape.Rank - 1]);
        yield return shape.Rank == 3 ? new ImagePlanes(1, b, c, b * c, 1) : new ImagePlanes(a, b, c, b * c, 1);
        if (shape.Rank == 4)
        {
            yield return new ImagePlanes(c, a, b, 1, c);
        }
    }

    private static bool IsLike(ImagePlanes planes, ClassMapLabel label)
    {
        var (across, down) = ((double)planes.Width * label.Height, (double)planes.Height * label.Width);
        return Math.Abs(across - down) <= SameProportions * Math.Max(across, down);
    }

    private static int[] Highest(double[] scores, ImagePlanes planes)
    {
        var best = new int[planes.Height * planes.Width];
        var highest = new double[best.Length];
        Array.Fill(best, -1);
        for (var i = 0; i < planes.Channels; i++)
        {
            for (var pixel = 0; pixel < best.Length; pixel++)
            {
                var score = scores[(i * planes.ChannelStep) + (pixel * planes.PixelStep)];
                if (!double.IsNaN(score) && (best[pixel] < 0 || score > highest[pixel]))
                {
                    (best[pixel], highest[pixel]) = (i, score);
                }
            }
        }

        return best;
    }

    private static UserErrorException Unusable(string metric, Sample sample, IReadOnlyList<TensorData> outputs, string problem) => new(
        Codes.LabelsMissing,
        $"The output {(outputs.Count > 0 ? outputs[0].ToString() : "")} for sample '{sample.Id}' {problem}: metric {metric} needs scores of shape 1 x classes x height x width, or classes of shape 1 x height x width. "
        + "Name the output in 'outputs' of the preprocessing spec, or use metric Fidelity.");
}
