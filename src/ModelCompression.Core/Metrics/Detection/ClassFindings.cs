using System.Buffers;

namespace ModelCompression.Metrics.Detection;

/// <summary>All that was found of one class, and how many objects of it there are in each image.</summary>
/// <param name="thresholds">How many thresholds of overlap boxes are judged at.</param>
internal sealed class ClassFindings(int thresholds)
{
    private const int RecallSteps = 100;
    private const double RecallStep = 0.01;

    private readonly List<FoundBox> _found = [];
    private readonly List<(int Image, int Count)> _objects = [];
    private (int Image, ushort Matched, ushort Ignored)[] _ordered = [];
    private int _matched;

    public bool HasObjects => _objects.Count > 0;

    /// <summary>About how many steps <see cref="AveragePrecision"/> takes.</summary>
    public long Steps => _ordered.Length + ((long)_matched * thresholds);

    /// <param name="objects">Number of objects that are no crowds.</param>
    public void Add(int image, IEnumerable<FoundBox> found, int objects)
    {
        _found.AddRange(found);
        if (objects > 0)
        {
            _objects.Add((image, objects));
        }
    }

    /// <summary>Puts what was found in the order of scores, equal ones in the order of the images. Wrong ones behind the last right one change nothing.</summary>
    public void Prepare()
    {
        FoundBox[] ordered = [.. _found.OrderByDescending(box => box.Score)];
        _ordered = [.. ordered[..(Array.FindLastIndex(ordered, box => box.Matched != 0) + 1)].Select(box => (box.Image, box.Matched, box.Ignored))];
        _matched = _ordered.Count(box => box.Matched != 0);
    }

    /// <summary>
    /// Mean over the thresholds of the average precision as COCO has it: the mean, over recalls from 0 to 1 in steps of 0.01, of the best precision that is reached at that recall
    /// or a higher one. NaN when no image that counts has such an object.
    /// </summary>
    /// <param name="weights">How often each image counts.</param>
    public double AveragePrecision(ReadOnlySpan<int> weights)
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

        var curves = ArrayPool<(long Right, double Precision)>.Shared.Rent(Math.Max(1, thresholds * _matched));
        try
        {
            Span<int> points = stackalloc int[thresholds];
            points.Clear();
            Draw(curves, points, weights);
            var sum = 0.0;
            for (var t = 0; t < thresholds; t++)
            {
                sum += Area(curves.AsSpan(t * _matched, points[t]), objects);
            }

            return sum / thresholds;
        }
        finally
        {
            ArrayPool<(long, double)>.Shared.Return(curves);
        }
    }

    /// <summary>Right ones and precision after each box that is a right one, threshold by threshold: between those, recall stays and precision only falls.</summary>
    private void Draw((long Right, double Precision)[] curves, Span<int> points, ReadOnlySpan<int> weights)
    {
        Span<long> right = stackalloc long[thresholds];
        Span<long> notWrong = stackalloc long[thresholds];
        right.Clear();
        notWrong.Clear();
        var all = 0L;
        foreach (var (image, matched, ignored) in _ordered)
        {
            var weight = weights[image];
            all += weight;
            if (weight == 0 || (matched | ignored) == 0)
            {
                continue;
            }

            for (var t = 0; t < thresholds; t++)
            {
                if ((ignored >> t & 1) != 0)
                {
                    notWrong[t] += weight;
                }
                else if ((matched >> t & 1) != 0)
                {
                    right[t] += weight;
                    curves[(t * _matched) + points[t]++] = (right[t], (double)right[t] / (all - notWrong[t]));
                }
            }
        }
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
