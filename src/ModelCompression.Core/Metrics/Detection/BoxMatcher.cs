using ModelCompression.Inference;

namespace ModelCompression.Metrics.Detection;

/// <summary>One box that a model found, and what it is worth at each threshold.</summary>
/// <param name="Matched">Bit t: it is a right one at threshold t.</param>
/// <param name="Ignored">Bit t: it counts as neither right nor wrong at threshold t.</param>
internal readonly record struct FoundBox(int Image, double Score, ushort Matched, ushort Ignored);

/// <summary>
/// Pairs boxes found with objects as COCO does (pycocotools, COCOeval.evaluateImg): from the best score down, each takes the object of its class that it overlaps most and
/// that is still free; crowds are never used up, are taken only where no object is left, and whoever takes one does not count.
/// </summary>
/// <param name="thresholds">Overlaps (intersection over union) that make a box a right one, at most 16.</param>
internal sealed class BoxMatcher(IReadOnlyList<double> thresholds)
{
    private const double AlmostWhole = 1 - 1e-10;

    /// <param name="found">Boxes of one class in one image, the best score first.</param>
    /// <param name="objects">Objects of that class in the image.</param>
    public IEnumerable<FoundBox> Match(int image, IReadOnlyList<(Box Box, double Score)> found, IReadOnlyList<LabelledBox> objects)
    {
        LabelledBox[] ordered = [.. objects.Where(item => !item.IsCrowd), .. objects.Where(item => item.IsCrowd)];
        var overlaps = found.Select(box => Array.ConvertAll(ordered, item => Overlap(box.Box, item))).ToArray();
        var matched = new ushort[found.Count];
        var ignored = new ushort[found.Count];
        for (var t = 0; t < thresholds.Count; t++)
        {
            var taken = new bool[ordered.Length];
            for (var i = 0; i < found.Count; i++)
            {
                if (Best(overlaps[i], ordered, taken, Math.Min(thresholds[t], AlmostWhole)) is >= 0 and var best)
                {
                    taken[best] = true;
                    var bit = (ushort)(1 << t);
                    matched[i] |= ordered[best].IsCrowd ? (ushort)0 : bit;
                    ignored[i] |= ordered[best].IsCrowd ? bit : (ushort)0;
                }
            }
        }

        return found.Select((box, i) => new FoundBox(image, box.Score, matched[i], ignored[i]));
    }

    /// <summary>The object to take, or -1; the last of equals.</summary>
    private static int Best(double[] overlaps, LabelledBox[] objects, bool[] taken, double threshold)
    {
        var (best, least) = (-1, threshold);
        for (var k = 0; k < objects.Length; k++)
        {
            if (objects[k].IsCrowd && best >= 0 && !objects[best].IsCrowd)
            {
                break;
            }

            if ((!taken[k] || objects[k].IsCrowd) && overlaps[k] >= least)
            {
                (best, least) = (k, overlaps[k]);
            }
        }

        return best;
    }

    /// <summary>Intersection over union; with a crowd, the share of the box that lies in it.</summary>
    private static double Overlap(Box box, LabelledBox item)
    {
        var width = Math.Min(box.Right, item.Box.Right) - Math.Max(box.Left, item.Box.Left);
        var height = Math.Min(box.Bottom, item.Box.Bottom) - Math.Max(box.Top, item.Box.Top);
        if (width <= 0 || height <= 0)
        {
            return 0;
        }

        var (shared, area) = (width * height, box.Width * box.Height);
        return shared / (item.IsCrowd ? area : area + (item.Box.Width * item.Box.Height) - shared);
    }
}
