using System.Globalization;
using System.Text;
using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class AccentTableTests
{
    [TestMethod]
    public void Holds_every_character_that_decomposes() => Assert.AreEqual(2043, AccentTable.Count);

    [TestMethod]
    [DataRow("e", "e")]
    [DataRow("\u00E9", "e")]
    [DataRow("\u1EA4", "A", DisplayName = "two accents")]
    [DataRow("\u0301", "", DisplayName = "a mark alone")]
    [DataRow("\u00F8", "\u00F8", DisplayName = "a letter that does not decompose")]
    [DataRow("\u2260", "=", DisplayName = "a symbol")]
    [DataRow("\u212A", "K", DisplayName = "another sign for a letter")]
    [DataRow("\uF900", "\u8C48", DisplayName = "a compatibility ideograph")]
    [DataRow("\u093E", "\u093E", DisplayName = "a spacing mark stays")]
    [DataRow("\u09CB", "\u09C7\u09BE", DisplayName = "two spacing marks")]
    [DataRow("\uAC00", "\u1100\u1161")]
    [DataRow("\uAC01", "\u1100\u1161\u11A8")]
    [DataRow("\uD7A3", "\u1112\u1175\u11C2")]
    [DataRow("\U0001F600", "\U0001F600")]
    public void Takes_accents_away(string text, string expected) => Assert.AreEqual(expected, Stripped(text.EnumerateRunes().Single()));

    [TestMethod]
    public void Leaves_no_nonspacing_mark_and_nothing_that_decomposes_further()
    {
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            if (Rune.IsValid(codePoint) && Stripped(new Rune(codePoint)) is var stripped)
            {
                Assert.AreEqual(stripped, string.Concat(stripped.EnumerateRunes().Select(Stripped)));
                Assert.IsFalse(stripped.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark));
            }
        }
    }

    private static string Stripped(Rune rune)
    {
        var text = new StringBuilder();
        AccentTable.Append(text, rune);
        return text.ToString();
    }
}
