using System.Text;
using System.Text.Json;
using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class ByteLevelBpeTests
{
    /// <summary>Ids 256 to 264, in this order, behind the 256 bytes.</summary>
    private static readonly string[] Merges = ["h e", "l l", "he ll", "hell o", "Ġ w", "Ġw o", "r l", "Ã ©", "o w"];

    /// <summary>A few bytes of the table by hand: visible ones are themselves, space (0x20) is U+0120, line end (0x0A) U+010A, the soft hyphen (0xAD) U+0143, the last.</summary>
    [TestMethod]
    [DataRow("!", 0x21)]
    [DataRow("~", 0x7E)]
    [DataRow("\u00FF", 0xFF)]
    [DataRow("\u0100", 0x00)]
    [DataRow("\u010A", 0x0A)]
    [DataRow("\u0120", 0x20)]
    [DataRow("\u0121", 0x7F)]
    [DataRow("\u0143", 0xAD)]
    public void Bytes_are_written_as_letters(string letter, int value)
    {
        Assert.AreEqual(letter, Letters[value]);
        Assert.IsTrue(ByteLetters.IsLetter(letter));
    }

    [TestMethod]
    [DataRow("hello", "hello")]
    [DataRow("hello world", "hello Ġwo rl d")]
    [DataRow("hello  world", "hello Ġ Ġwo rl d", DisplayName = "all but the last space are a word of their own")]
    [DataRow("world", "w o rl d", DisplayName = "a word without a space in front is another one")]
    [DataRow("how", "h ow", DisplayName = "o w comes late, yet before nothing else")]
    [DataRow("helll", "hell l", DisplayName = "the first of two equal pairs")]
    [DataRow("é", "Ã©")]
    [DataRow("\n", "Ċ")]
    [DataRow("he'll", "he ' ll", DisplayName = "endings are words of their own")]
    [DataRow("\U0001F600", "ð Ł ĺ Ģ")]
    [DataRow("HELLO", "H E L L O")]
    [DataRow("", "")]
    public void Gives_the_tokens_by_hand(string text, string tokens) => Assert.AreEqual(tokens, Tokens(Create(Options()), text));

    [TestMethod]
    public void A_space_is_put_in_front_where_none_is()
    {
        var tokenizer = Create(Options() with { AddPrefixSpace = true });

        Assert.AreEqual("Ġwo rl d", Tokens(tokenizer, "world"));
        Assert.AreEqual("Ġwo rl d", Tokens(tokenizer, " world"));
        Assert.AreEqual("", Tokens(tokenizer, ""));
    }

    [TestMethod]
    public void Letters_are_lowered_where_asked_for() => Assert.AreEqual("hello", Tokens(Create(Options() with { Lowercase = true }), "HELLO"));

    [TestMethod]
    public void Special_tokens_surround_a_text_and_stand_for_themselves_in_it()
    {
        var tokenizer = Create(new TokenizerOptions(new TokenTemplate(["<s>"], ["</s>"], "<pad>", null), false, true, true));

        Assert.AreEqual("<s> hello </s>", Tokens(tokenizer, "hello"));
        Assert.AreEqual("<s> he </s> h </s>", Tokens(tokenizer, "he</s>hhello", 5));
        Assert.AreEqual(Vocabulary["<pad>"], tokenizer.PadId);
    }

    /// <summary>Both forms of merges that such files have.</summary>
    [TestMethod]
    [DataRow("""["h e"]""")]
    [DataRow("""[["h","e"]]""")]
    public void A_tokenizer_json_holds_vocabulary_and_merges(string merges)
    {
        var json = $$$"""{"added_tokens":[{"id":900,"content":"<mask>"}],"model":{"type":"BPE","vocab":{{{JsonSerializer.Serialize(Vocabulary)}}},"merges":{{{merges}}}}}""";

        var tokenizer = new ByteLevelBpe().Create(new VocabularyFiles(Encoding.UTF8.GetBytes(json)), Options());

        CollectionAssert.AreEqual((int[])[Vocabulary["he"], 900, Vocabulary["h"]], tokenizer.Encode("he<mask>h", 9).ToArray());
    }

    [TestMethod]
    public void A_file_of_merges_may_start_with_its_version() =>
        Assert.AreEqual("he", Tokens(new ByteLevelBpe().Create(new VocabularyFiles(VocabularyFile, "#version: 0.2\r\nh e\r\n"u8.ToArray()), Options()), "he"));

    [TestMethod]
    public void Merges_are_needed_with_a_vocabulary_and_refused_with_a_tokenizer_json()
    {
        Refused(VocabularyFile, null, "merges must name the file");
        Refused(Encoding.UTF8.GetBytes("""{"model":{"type":"BPE"}}"""), "h e", "take out the key merges");
    }

    [TestMethod]
    [DataRow("h e\nq", "'q' as merge in line 2")]
    [DataRow("h e\n\nl l", "'' as merge in line 2")]
    [DataRow("h e l", "'h e l' as merge in line 1")]
    [DataRow("h e\nq z", "lacks a token of merge 2, 'q z'")]
    public void Merges_that_do_not_fit_are_named(string merges, string part) => Refused(VocabularyFile, merges, part);

    [TestMethod]
    [DataRow("""{"a":0,"b":1}""", "no token for most of the 256 bytes")]
    [DataRow("""{"a":0,"b":0}""", "gives token 'b' the id 0")]
    [DataRow("""{"a":"x"}""", "gives token 'a' the id \"x\"")]
    [DataRow("""{"a":0,"a":1}""", "is no valid JSON")]
    [DataRow("""{"a":0""", "is no valid JSON")]
    [DataRow("[1]", "holds no JSON object")]
    [DataRow("{}", "has no tokens")]
    [DataRow("[PAD]\n[UNK]", "is no valid JSON")]
    public void A_vocabulary_of_another_kind_is_named(string vocabulary, string part) => Refused(Encoding.UTF8.GetBytes(vocabulary), "h e", part);

    [TestMethod]
    [DataRow("""{"model":{"type":"WordPiece","vocab":{}}}""", "model of type 'WordPiece'; this tokenizer takes BPE")]
    [DataRow("""{"model":{"type":"BPE","vocab":[]}}""", "no object 'model.vocab'")]
    [DataRow("""{"model":{"type":"BPE","vocab":{"a":0}}}""", "no list 'model.merges'")]
    [DataRow("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[1]}}""", "no pair of tokens as merge 1")]
    [DataRow("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"added_tokens":[{"content":"x"}]}""", "'added_tokens'")]
    public void A_tokenizer_json_of_another_kind_is_named(string json, string part) => Refused(Encoding.UTF8.GetBytes(json), null, part);

    [TestMethod]
    public void A_special_token_that_is_not_there_is_named() => Assert.Contains(
        "lacks the token [CLS], [SEP];",
        Assert.ThrowsExactly<VocabularyException>(() => Create(new TokenizerOptions(new TokenTemplate(["[CLS]"], ["[SEP]"], null, null), false, true, false))).Message);

    private static string[] Letters
    {
        get
        {
            var hidden = 0x100;
            return [.. Enumerable.Range(0, 256).Select(value => ((char)(value is >= 33 and <= 126 or >= 161 and <= 172 or >= 174 ? value : hidden++)).ToString())];
        }
    }

    private static Dictionary<string, int> Vocabulary =>
        Letters.Concat(Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))).Concat(["<s>", "</s>", "<pad>"]).Index().ToDictionary(token => token.Item, token => token.Index);

    public static byte[] VocabularyFile => JsonSerializer.SerializeToUtf8Bytes(Vocabulary);

    private static TokenizerOptions Options() => new(new TokenTemplate([], [], null, null), false, false, false);

    private static ITextTokenizer Create(TokenizerOptions options) => new ByteLevelBpe().Create(new VocabularyFiles(VocabularyFile, Encoding.UTF8.GetBytes(string.Join('\n', Merges) + "\n")), options);

    private static string Tokens(ITextTokenizer tokenizer, string text, int maxLength = 100)
    {
        var tokens = Vocabulary.ToDictionary(token => token.Value, token => token.Key);
        return string.Join(' ', tokenizer.Encode(text, maxLength).Select(id => tokens[id]));
    }

    private static void Refused(byte[] vocabulary, string? merges, string part) => Assert.Contains(
        part, Assert.ThrowsExactly<VocabularyException>(() => new ByteLevelBpe().Create(new VocabularyFiles(vocabulary, merges is null ? null : Encoding.UTF8.GetBytes(merges)), Options())).Message);
}
