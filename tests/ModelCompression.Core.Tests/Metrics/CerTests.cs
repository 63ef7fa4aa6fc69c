using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Metrics;

[TestClass]
public sealed class CerTests
{
    /// <summary>The example of jiwer's documentation of visualize_alignment: 2 substitutions, 1 deletion, 17 characters, 17.65 %.</summary>
    [TestMethod]
    public void It_agrees_with_the_published_example() => Assert.AreEqual(3.0 / 17, Texts.Of(new Cer(), ("i can spell", "i kan cpell"), ("i hope", "i hop")).Value, 1e-12);

    [TestMethod]
    [DataRow("kitten", "sitting", 3 / 6.0)]
    [DataRow("ab", "a b", 1 / 2.0)]
    [DataRow("\U0001F600b", "b", 1 / 2.0)]
    public void Edits_are_counted_by_code_points(string right, string decoded, double expected) => Assert.AreEqual(expected, Texts.Of(new Cer(), (right, decoded)).Value, 1e-12);
}
