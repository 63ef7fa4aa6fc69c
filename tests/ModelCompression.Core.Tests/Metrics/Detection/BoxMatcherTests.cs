using ModelCompression.Inference;
using ModelCompression.Metrics.Detection;

namespace ModelCompression.Core.Tests.Metrics.Detection;

[TestClass]
public sealed class BoxMatcherTests
{
    private static readonly Box Whole = new(0, 0, 10, 10);
    private static readonly Box Most = new(0, 0, 10, 8);

    [TestMethod]
    public void The_best_score_takes_the_object_it_overlaps_most_and_the_next_takes_what_is_left() =>
        Assert.AreEqual("1- 1-", Match([0.5], [Whole, Most], new LabelledBox(0, Most), new LabelledBox(0, Whole)));

    [TestMethod]
    public void An_object_is_taken_once() => Assert.AreEqual("1- 0-", Match([0.5], [Most, Whole], new LabelledBox(0, Whole)));

    /// <summary>The second box fits only the first object, which is still free.</summary>
    [TestMethod]
    public void Of_equal_overlaps_the_last_object_is_taken() =>
        Assert.AreEqual("1- 1-", Match([0.5], [Whole, new Box(0, 0, 10, 2.5)], new LabelledBox(0, new Box(0, 0, 10, 5)), new LabelledBox(0, new Box(0, 5, 10, 10))));

    [TestMethod]
    public void A_crowd_is_never_used_up_and_makes_boxes_count_for_nothing() => Assert.AreEqual("0i 0i 0-", Match([0.5], [Whole, Most, new Box(50, 50, 60, 60)], new LabelledBox(0, new Box(0, 0, 40, 40), true)));

    /// <summary>At 0.9 the object does not fit any more, but the crowd does.</summary>
    [TestMethod]
    public void Thresholds_are_judged_one_by_one() => Assert.AreEqual("10i", Match([0.5, 0.9], [Most], new LabelledBox(0, new Box(0, 0, 40, 40), true), new LabelledBox(0, Whole)));

    [TestMethod]
    public void Boxes_of_no_size_match_nothing() => Assert.AreEqual("0-", Match([0.5], [new Box(1, 1, 1, 1)], new LabelledBox(0, new Box(1, 1, 1, 1)), new LabelledBox(0, Whole, true)));

    /// <summary>For each box a digit a threshold, 1 for a right one, and whether it is ignored at one.</summary>
    private static string Match(double[] thresholds, Box[] found, params LabelledBox[] objects) => string.Join(' ', new BoxMatcher(thresholds).Match(0, [.. found.Select(box => (box, 0.5))], objects)
        .Select(box => string.Concat(thresholds.Select((_, t) => (box.Matched >> t) & 1)) + (box.Ignored == 0 ? "-" : "i")));
}
