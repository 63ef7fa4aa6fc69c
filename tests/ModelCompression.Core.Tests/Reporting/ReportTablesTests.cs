using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class ReportTablesTests
{
    [TestMethod]
    public void Few_classes_are_all_shown_with_their_shares()
    {
        var table = Table("Classes", ReportSamples.Pass with { Classes = [new ClassReport(0, 200, 198, 196), new ClassReport(1, 3, 3, 3)] });

        CollectionAssert.AreEqual(new[] { "0 200 99.00% 98.00%", "1 3 100.00% 100.00%" }, Rows(table));
    }

    [TestMethod]
    public void Of_many_classes_those_that_changed_most_are_shown()
    {
        var classes = Enumerable.Range(0, 1000).Select(index => new ClassReport(index, 10, 9, index % 40 == 3 ? 9 - (index / 100) : 9)).ToArray();

        var table = Table("Classes", ReportSamples.Pass with { Classes = classes });

        Assert.HasCount(20, table.Rows);
        Assert.AreEqual("923", table.Rows[0][0]);
        Assert.IsTrue(table.Rows.All(row => row[2] != row[3]));
        Assert.Contains("changed most", table.Note ?? "");
    }

    [TestMethod]
    public void Classes_taken_for_one_another_are_counted_for_both_models() => CollectionAssert.AreEqual(
        new[] { "3 8 5 7" }, Rows(Table("Classes taken for one another", ReportSamples.Pass with { Confusions = [new ConfusionReport(3, 8, 5, 7)] })));

    private static ReportTable Table(string title, ModelReport report) => ReportTables.Of(report).Single(table => table.Title == title);

    private static string[] Rows(ReportTable table) => [.. table.Rows.Select(row => string.Join(' ', row))];
}
