using ModelCompression.Data;

namespace ModelCompression.Core.Tests.Data;

[TestClass]
public sealed class SampleChoiceTests
{
    [TestMethod]
    public void All_are_taken_where_there_are_few() => CollectionAssert.AreEqual(new[] { 0, 1, 2 }, SampleChoice.Of(3, 3, _ => null).ToArray());

    [TestMethod]
    public void Sorted_classes_get_equally_many()
    {
        var chosen = SampleChoice.Of(1000, 50, index => index / 100);

        CollectionAssert.AreEqual(Enumerable.Repeat(5, 10).ToArray(), Counts(chosen, index => index / 100));
        CollectionAssert.AreEqual(new[] { 0, 20, 40, 60, 80 }, chosen.Take(5).ToArray(), "spread over the class");
    }

    [TestMethod]
    public void Interleaved_classes_get_equally_many()
    {
        var chosen = SampleChoice.Of(1000, 100, index => index % 10);

        CollectionAssert.AreEqual(Enumerable.Repeat(10, 10).ToArray(), Counts(chosen, index => index % 10));
    }

    [TestMethod]
    public void What_small_classes_lack_the_others_give()
    {
        int Class(int index) => index < 2 ? 0 : index < 10 ? 1 : 2;

        CollectionAssert.AreEqual(new[] { 2, 8, 20 }, Counts(SampleChoice.Of(100, 30, index => Class(index)), Class));
        CollectionAssert.AreEqual(new[] { 2, 5, 5 }, Counts(SampleChoice.Of(100, 12, index => Class(index)), Class));
    }

    [TestMethod]
    public void With_more_classes_than_samples_the_classes_are_spread()
    {
        CollectionAssert.AreEqual(new[] { 0, 2, 4, 6, 8 }, SampleChoice.Of(10, 5, index => index).ToArray());
    }

    [TestMethod]
    public void Without_classes_every_stretch_gives_one_and_a_repeating_order_is_not_met_at_its_period()
    {
        var chosen = SampleChoice.Of(1000, 100, _ => null);

        CollectionAssert.AreEqual(Enumerable.Range(0, 100).ToArray(), chosen.Select(index => index / 10).ToArray());
        Assert.IsTrue(Counts(chosen, index => index % 10).All(count => count is >= 8 and <= 12), string.Join(' ', Counts(chosen, index => index % 10)));
    }

    [TestMethod]
    [DataRow(7, 3)]
    [DataRow(100, 99)]
    [DataRow(1_000_000, 512)]
    public void So_many_different_ones_are_chosen_in_order(int count, int most)
    {
        foreach (var classes in new Func<int, int?>[] { _ => null, index => index % 3, index => index * 7 / count, index => index == 0 ? null : 1 })
        {
            var chosen = SampleChoice.Of(count, most, classes);

            Assert.HasCount(most, chosen);
            CollectionAssert.AreEqual(chosen.Distinct().Order().ToArray(), chosen.ToArray());
            Assert.IsTrue(chosen.All(index => index >= 0 && index < count));
        }
    }

    private static int[] Counts(IEnumerable<int> chosen, Func<int, int> classOf) => [.. chosen.GroupBy(classOf).OrderBy(group => group.Key).Select(group => group.Count())];
}
