using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class BertWordsTests
{
    [TestMethod]
    [DataRow("The U.S. pays $1,000+", "the|u|.|s|.|pays|$|1|,|000|+")]
    [DataRow("ÀÉÎ Ωμέγα Привет ё", "aei|ωμεγα|привет|е")]
    [DataRow("日本 ひらがな", "日|本|ひらかな")]
    [DataRow("\U00020000y", "\U00020000|y")]
    [DataRow("one\u2028two\u2029three\r\nfour", "one|two|three|four")]
    [DataRow("“quoted”—dash…", "“|quoted|”|—|dash|…")]
    [DataRow("a≠b", "a|=|b", DisplayName = "a decomposed symbol is punctuation")]
    [DataRow("x\u0301\u0302y", "xy")]
    [DataRow("\uE000a\uD800b", "ab", DisplayName = "private characters and halves of pairs are dropped")]
    [DataRow("İstanbul", "istanbul")]
    [DataRow("😀😀", "😀😀")]
    public void Lowered(string text, string words) => Assert.AreEqual(words, string.Join('|', BertWords.Of(text, lowercase: true)));

    [TestMethod]
    [DataRow("Über-Éa", "Über|-|Éa")]
    [DataRow("日a", "日|a")]
    public void As_written(string text, string words) => Assert.AreEqual(words, string.Join('|', BertWords.Of(text, lowercase: false)));
}
