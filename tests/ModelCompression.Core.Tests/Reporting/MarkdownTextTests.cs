using System.Text.Json.Nodes;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class MarkdownTextTests
{
    [TestMethod]
    [DataRow("a | b", "a &#124; b")]
    [DataRow("a\nb", "a b")]
    [DataRow("a_b*c", @"a\_b\*c")]
    [DataRow("- item", @"\- item")]
    [DataRow("1 - 2", "1 - 2")]
    [DataRow("a::b", "a&#58;:b")]
    [DataRow("a: b", "a: b")]
    [DataRow("@team", "@<!-- -->team")]
    [DataRow("\u202eabc\u0000", "\uFFFDabc\uFFFD")]
    [DataRow("\ud83d\ude00", "\ud83d\ude00")]
    public void Sentences_lose_their_meaning_as_markup(string text, string expected) => Assert.AreEqual(expected, MarkdownText.Sentence(text, 100));

    [TestMethod]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.AreEqual("a\uFFFD", MarkdownText.Sentence("a\ud83d", 100));

    [TestMethod]
    [DataRow("/conv1/Conv_2", "`/conv1/Conv_2`")]
    [DataRow("a b", "<code>a b</code>")]
    [DataRow("a`b", "<code>a&#96;b</code>")]
    [DataRow("::error::", "<code>&#58;:error&#58;:</code>")]
    [DataRow("", "")]
    public void Names_are_code(string text, string expected) => Assert.AreEqual(expected, MarkdownText.Name(text, 100));

    [TestMethod]
    [DataRow("abcdef", 3, "abc…")]
    [DataRow("abc", 3, "abc")]
    [DataRow("ab\ud83d\ude00", 3, "ab…")]
    public void Long_text_is_cut_between_characters(string text, int most, string expected) => Assert.AreEqual(expected, MarkdownText.Cut(text, most));

    [TestMethod]
    public void Json_stays_the_same_json()
    {
        const string json = """{ "a::b": "###[x] ``` </pre>", "n": 1e-5 }""";

        var block = MarkdownText.JsonBlock(json, 1_000);
        var inner = block["```json\n".Length..^"\n```".Length];

        Assert.IsTrue(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(inner)));
        Assert.DoesNotContain("::", inner);
        Assert.DoesNotContain("##", inner);
        Assert.DoesNotContain("`", inner);
    }
}
