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

    /// <summary>The first output: scores of shape [1, classes, height, width], of which the highest counts, the first of equals; or classes of shape [1, height, width] or [1, 1, height, width].</summary>
    /// <exception cref="UserErrorException">MC2007: another shape, or numbers that are no classes.</exception>
    public static PredictedMap Of(string metric, Sample sample, IReadOnlyList<TensorData> outputs)
    {
        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String, Count: > 0 } output || output.Shape.Rank is not (3 or 4) || output.Shape[0] != 1)
        {
            throw Unusable(metric, sample, outputs, "has another shape");
        }

        var (height, width) = ((int)output.Shape[output.Shape.Rank - 2], (int)output.Shape[output.Shape.Rank - 1]);
        var values = output.ToDoubles();
        var classes = output.Shape.Rank == 4 ? (int)output.Shape[1] : 1;
        if (classes > 1)
        {
            return new PredictedMap(width, height, Highest(values, classes, width * height), classes);
        }

        return Array.TrueForAll(values, value => double.IsNaN(value) || (Math.Floor(value) == value && value is >= 0 and <= MostClasses))
            ? new PredictedMap(width, height, Array.ConvertAll(values, value => double.IsNaN(value) ? -1 : (int)value), null)
            : throw Unusable(metric, sample, outputs, "holds numbers that are no classes");
    }

    private static int[] Highest(double[] scores, int classes, int area)
    {
        var best = new int[area];
        var highest = new double[area];
        Array.Fill(best, -1);
        for (var i = 0; i < classes; i++)
        {
            var plane = scores.AsSpan(i * area, area);
            for (var pixel = 0; pixel < area; pixel++)
            {
                if (!double.IsNaN(plane[pixel]) && (best[pixel] < 0 || plane[pixel] > highest[pixel]))
                {
                    (best[pixel], highest[pixel]) = (i, plane[pixel]);
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
