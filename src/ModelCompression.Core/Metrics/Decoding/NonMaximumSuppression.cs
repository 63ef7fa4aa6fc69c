using ModelCompression.Inference;

namespace ModelCompression.Metrics.Decoding;

/// <summary>
/// Greedy non-maximum suppression: boxes in descending order of score, equal ones in their own order, are kept unless they overlap a box that was kept, of their class,
/// by more than a limit.
/// </summary>
internal static class NonMaximumSuppression
{
    /// <summary>Worse boxes than this many are not looked at.</summary>
    private const int MostCandidates = 30_000;

    /// <summary>Positions of the boxes that are kept, the best first.</summary>
    public static IReadOnlyList<int> Keep(DetectionList boxes, DetectionLimits limits)
    {
        var order = boxes.Order();
        var kept = new List<int>();
        var byClass = new Dictionary<int, List<int>>();
        foreach (var candidate in order.Take(MostCandidates))
        {
            var key = limits.ClassAgnostic ? 0 : boxes.ClassOf(candidate);
            if (!byClass.TryGetValue(key, out var better))
            {
                byClass[key] = better = [];
            }

            if (better.TrueForAll(other => boxes.Iou(candidate, other) <= limits.Iou))
            {
                better.Add(candidate);
                kept.Add(candidate);
                if (kept.Count == limits.MaxDetections)
                {
                    break;
                }
            }
        }

        return kept;
    }
}
