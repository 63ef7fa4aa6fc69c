using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class EditDistanceTests
{
    [TestMethod]
    [DataRow("", "", 0)]
    [DataRow("", "abc", 3)]
    [DataRow("abc", "", 3)]
    [DataRow("kitten", "sitting", 3)]
    [DataRow("saturday", "sunday", 3)]
    [DataRow("ab", "ba", 2)]
    [DataRow("abcdef", "azced", 3)]
    public void It_is_the_least_number_of_edits(string from, string to, int expected)
    {
        Assert.AreEqual(expected, EditDistance.Of<char>(from, to));
        Assert.AreEqual(expected, EditDistance.Of<char>(to, from));
    }
}
