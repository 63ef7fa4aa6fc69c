using ModelCompression.Evaluation;

namespace ModelCompression.Core.Tests.Evaluation;

[TestClass]
public sealed class OrderedParallelTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(4)]
    public void Results_are_taken_in_order_although_work_ends_out_of_order(int workers)
    {
        var taken = new List<(int Item, int Result)>();

        new OrderedParallel<int, int>(Enumerable.Range(0, 500), (item, result) => taken.Add((item, result)), CancellationToken.None)
            .Run(Workers(workers), (_, item) =>
            {
                Thread.SpinWait(item % 7 == 0 ? 20_000 : 10);
                return item * item;
            });

        CollectionAssert.AreEqual(Enumerable.Range(0, 500).Select(i => (i, i * i)).ToArray(), taken);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public void The_failure_of_the_lowest_item_is_thrown_and_later_results_are_not_taken(int workers)
    {
        var taken = new List<int>();

        var error = Assert.ThrowsExactly<InvalidOperationException>(() =>
            new OrderedParallel<int, int>(Enumerable.Range(0, 100), (item, _) => taken.Add(item), CancellationToken.None)
                .Run(Workers(workers), (_, item) => item >= 50 ? throw new InvalidOperationException($"item {item}") : item));

        Assert.AreEqual("item 50", error.Message);
        CollectionAssert.AreEqual(Enumerable.Range(0, 50).ToArray(), taken);
    }

    [TestMethod]
    public void A_failure_of_the_sequence_comes_after_all_items_before_it()
    {
        var taken = new List<int>();

        Assert.ThrowsExactly<FormatException>(() =>
            new OrderedParallel<int, int>(Enumerable.Range(0, 20).Select(i => i == 10 ? throw new FormatException() : i), (item, _) => taken.Add(item), CancellationToken.None)
                .Run(Workers(2), (_, item) => item));

        CollectionAssert.AreEqual(Enumerable.Range(0, 10).ToArray(), taken);
    }

    [TestMethod]
    public void Reading_never_runs_far_ahead_of_taking()
    {
        var (drawn, taken, farthest) = (0, 0, 0);

        new OrderedParallel<int, int>(Enumerable.Range(0, 300).Select(i => Interlocked.Increment(ref drawn)), (_, _) => taken++, CancellationToken.None)
            .Run(Workers(2), (_, item) =>
            {
                farthest = Math.Max(farthest, Volatile.Read(ref drawn) - Volatile.Read(ref taken));
                Thread.SpinWait(item % 50 == 0 ? 200_000 : 10);
                return item;
            });

        Assert.IsLessThanOrEqualTo(8, farthest);
    }

    private static List<int> Workers(int count) => [.. Enumerable.Range(0, count)];
}
