using System.Text;
using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class VocabularyLinesTests
{
    [TestMethod]
    [DataRow("a\nb")]
    [DataRow("a\r\nb\r\n")]
    [DataRow("\uFEFFa\nb\n\n")]
    public void The_number_of_a_line_is_the_id(string text)
    {
        var ids = VocabularyLines.Read(Encoding.UTF8.GetBytes(text));

        Assert.AreEqual("a=0 b=1", string.Join(' ', ids.OrderBy(id => id.Value).Select(id => $"{id.Key}={id.Value}")));
    }

    [TestMethod]
    [DataRow("a\n\nb", "empty line 2")]
    [DataRow("", "empty line 1")]
    [DataRow("a\nb\na", "'a' a second time in line 3")]
    public void Says_what_is_wrong(string text, string part) =>
        StringAssert.Contains(Assert.ThrowsExactly<VocabularyException>(() => VocabularyLines.Read(Encoding.UTF8.GetBytes(text))).Message, part);

    [TestMethod]
    public void Refuses_what_is_not_UTF8() =>
        StringAssert.Contains(Assert.ThrowsExactly<VocabularyException>(() => VocabularyLines.Read(new byte[] { 0x61, 0xFF })).Message, "UTF-8");
}
