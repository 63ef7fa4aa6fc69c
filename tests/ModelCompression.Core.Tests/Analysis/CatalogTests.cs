using ModelCompression.Analysis;
using ModelCompression.Calibration;

namespace ModelCompression.Core.Tests.Analysis;

[TestClass]
public sealed class CatalogTests
{
    [TestMethod]
    public void Ids_of_a_kind_are_unique_and_every_entry_is_explained()
    {
        var entries = new Catalog().Entries;

        Assert.IsEmpty(entries.Where(entry => entry.Help.Length == 0 || entry.Id.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')).ToList());
        Assert.AreEqual(entries.Count, entries.Select(entry => (entry.Id.ToUpperInvariant(), entry.Type.Namespace)).Distinct().Count());
    }

    /// <summary>Every addition shows here, to be read by a person.</summary>
    [TestMethod]
    public void Holds_what_the_golden_list_says() => Reporting.GoldenFile.AssertEquals(
        "catalog.txt", string.Concat(new Catalog().Entries.Select(entry => $"{entry.Type.Namespace?["ModelCompression.".Length..]}: {entry.Id} = {entry.Type.Name}\n")));

    [TestMethod]
    public void Names_are_compared_without_case() => Assert.IsInstanceOfType<MinMaxCalibrator>(new Catalog().Create<ICalibrator>("minmax"));

    [TestMethod]
    public void An_unknown_name_is_refused() => Assert.ThrowsExactly<KeyNotFoundException>(() => new Catalog().Create<ICalibrator>("Magic"));
}
