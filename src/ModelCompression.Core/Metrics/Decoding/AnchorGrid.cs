using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>The raw output of a detector of the YOLO family: for each of many places a box (middle, width, height, in pixels of the input) and a score a class.</summary>
/// <param name="values">All numbers.</param>
/// <param name="places">How many places.</param>
/// <param name="steps">Distance in <paramref name="values"/> of two places, and of two numbers of a place.</param>
/// <param name="firstClass">Which number of a place is the score of class 0; where it is 5, number 4 is a factor of all scores (objectness).</param>
/// <param name="classes">How many classes.</param>
internal sealed class AnchorGrid(double[] values, int places, (int Place, int Number) steps, int firstClass, int classes)
{
    private const int Objectness = 4;

    /// <summary>Checks a raw output's form.</summary>
    /// <param name="decoding">Who asks, for messages.</param>
    /// <param name="axes">Axis of the places and axis of the numbers.</param>
    /// <param name="firstClass">Numbers of a place before its class scores.</param>
    /// <returns>How many places and numbers there are.</returns>
    /// <exception cref="UserErrorException">MC2004: another shape or type, or axes that look swapped.</exception>
    public static (int Places, int Numbers) Measure(TensorData output, string decoding, (int Places, int Numbers) axes, int firstClass)
    {
        var form = axes.Places == 1 ? "1 x boxes x (5 + classes)" : "1 x (4 + classes) x boxes";
        if (output.Element == ElementType.String || output.Shape.Rank != 3 || output.Shape[0] != 1 || output.Shape[axes.Numbers] <= firstClass || output.Shape[axes.Places] < 1)
        {
            throw new UserErrorException(Codes.DataMismatch, $"Decoding '{decoding}' needs an output of shape {form}, and got {output}. Name the output that holds the boxes.");
        }

        return output.Shape[axes.Places] >= output.Shape[axes.Numbers]
            ? (checked((int)output.Shape[axes.Places]), checked((int)output.Shape[axes.Numbers]))
            : throw new UserErrorException(Codes.DataMismatch,
                $"Decoding '{decoding}' needs an output of shape {form}, and {output} has more numbers a box than boxes, as if its axes were swapped. Choose the decoding that fits, or export the model again.");
    }

    /// <summary>The boxes that are kept, shape [n, 6]; see <see cref="DetectionList.ToTensor"/>.</summary>
    public TensorData Decode(DetectionLimits limits)
    {
        var found = new DetectionList();
        for (var place = 0; place < places && !found.IsBroken; place++)
        {
            if (limits.MultiLabel)
            {
                AddAll(found, place, limits.Confidence);
            }
            else
            {
                AddBest(found, place, limits.Confidence);
            }
        }

        return found.ToTensor(found.IsBroken ? [] : NonMaximumSuppression.Keep(found, limits));
    }

    private void AddAll(DetectionList found, int place, double confidence)
    {
        var factor = Factor(place);
        for (var i = 0; i < classes; i++)
        {
            var score = factor * Value(place, firstClass + i);
            if (score > confidence || double.IsNaN(score))
            {
                Add(found, place, score, i);
            }
        }
    }

    private void AddBest(DetectionList found, int place, double confidence)
    {
        var (best, factor) = (0, Factor(place));
        for (var i = 0; i < classes; i++)
        {
            var score = Value(place, firstClass + i);
            if (double.IsNaN(score))
            {
                found.Break();
            }

            best = score > Value(place, firstClass + best) ? i : best;
        }

        var highest = factor * Value(place, firstClass + best);
        if (highest > confidence || double.IsNaN(highest))
        {
            Add(found, place, highest, best);
        }
    }

    private void Add(DetectionList found, int place, double score, int type)
    {
        var (x, y, halfWidth, halfHeight) = (Value(place, 0), Value(place, 1), Value(place, 2) / 2, Value(place, 3) / 2);
        found.Add(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, score, type);
    }

    private double Factor(int place) => firstClass > Objectness ? Value(place, Objectness) : 1;

    private double Value(int place, int number) => values[(place * steps.Place) + (number * steps.Number)];
}
