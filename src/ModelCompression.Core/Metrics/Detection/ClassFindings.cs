using System.Buffers;

namespace ModelCompression.Metrics.Detection;

/// <summary>All that was found of one class, and how many objects of it there are in each image.</summary>
internal sealed class ClassFindings
{
    private const int RecallSteps = 100;
    private const double RecallStep = 0.01;

    private readonly List<FoundBox> _found = [];
    private readonly List<(int Image, int Count)> _objects = [];
    private FoundBox[] _ordered = [];

    public int Found => _found.Count;

    public bool HasObjects => _objects.Count > 0;

    /// <param name="objects">Number of objects that are no crowds.</param>
    public void Add(int image, IEnumerable<FoundBox> found, int objects)
    {
        _found.AddRange(found);
        if (objects > 0)
        {
            _objects.Add((image, objects));
        }
    }

    /// <summary>Puts what was found in the order of scores, equal ones in the order of the images.</summary>
    public void Prepare() => _ordered = [.. _found.OrderByDescending(box => box.Score)];

    /// <summary>
    /// Average precision at one threshold, as COCO has it: the mean, over recalls from 0 to 1 in steps of 0.01, of the best precision that is reached at that recall or a
    /// higher one. NaN when no image that counts has such an object.
    /// </summary>
    /// <param name="weights">How often each image counts.</param>
    public double AveragePrecision(int threshold, ReadOnlySpan<int> weights)
    {
        long objects = 0;
        foreach (var (image, count) in _objects)
        {
            objects += (long)weights[image] * count;
        }

        if (objects == 0)
        {
            return double.NaN;
        }

        var curve = ArrayPool<(long Right, double Precision)>.Shared.Rent(Math.Max(1, _ordered.Length));
        try
        {
            return Area(curve.AsSpan(0, Curve(curve, threshold, weights)), objects);
        }
        finally
        {
            ArrayPool<(long, double)>.Shared.Return(curve);
        }
    }

    /// <summary>Right ones and precision after each box that is a right one: between those, recall stays and precision only falls.</summary>
    private int Curve((long Right, double Precision)[] curve, int threshold, ReadOnlySpan<int> weights)
    {
        var bit = 1 << threshold;
        var (points, right, wrong) = (0, 0L, 0L);
        foreach (var box in _ordered)
        {
            var weight = weights[box.Image];
            if (weight == 0 || (box.Ignored & bit) != 0)
            {
                continue;
            }

            if ((box.Matched & bit) == 0)
            {
                wrong += weight;
                continue;
            }

            right += weight;
            curve[points++] = (right, (double)right / (right + wrong));
        }

        return points;
    }

    private static double Area(ReadOnlySpan<(long Right, double Precision)> curve, long objects)
    {
        double sum = 0, best = 0;
        for (var i = curve.Length - 1; i >= 0; i--)
        {
            best = Math.Max(best, curve[i].Precision);
            var before = i == 0 ? 0 : RecallsUpTo((double)curve[i - 1].Right / objects);
            sum += best * (RecallsUpTo((double)curve[i].Right / objects) - before);
        }

        return sum / (RecallSteps + 1);
    }

    /// <summary>How many of the recalls 0, 0.01, ..., 1 are at most this, compared as COCO compares them.</summary>
    private static int RecallsUpTo(double recall)
    {
        var last = (int)(recall * RecallSteps);
        while (last < RecallSteps && (last + 1) * RecallStep <= recall)
        {
            last++;
        }

        while (last * RecallStep > recall)
        {
            last--;
        }

        return last + 1;
    }
}
