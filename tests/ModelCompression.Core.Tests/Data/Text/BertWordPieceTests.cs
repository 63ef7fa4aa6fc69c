using System.Text;
using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class BertWordPieceTests
{
    /// <summary>Ids 0 to 23, in this order.</summary>
    public const string Vocabulary = "[PAD] [UNK] [CLS] [SEP] [MASK] cafe un ##aff ##able $ 5 _ a b 中 文 ! , ' don t ##s hi ##\u11AB";

    [TestMethod]
    [DataRow("Café", "5")]
    [DataRow("CAFE\u0301", "5", DisplayName = "accent of its own")]
    [DataRow("unaffable", "6 7 8")]
    [DataRow("unaffables!", "6 7 8 21 16")]
    [DataRow("unaffablex", "1", DisplayName = "a word that cannot be split is one unknown token")]
    [DataRow("un affx a", "6 1 12")]
    [DataRow("$5 a_b", "9 10 12 11 13")]
    [DataRow("中文a", "14 15 12")]
    [DataRow("a\tb\nA\u00A0b\u2003a", "12 13 12 13 12", DisplayName = "white space of all kinds")]
    [DataRow("don't, hi!!", "19 18 20 17 22 16 16")]
    [DataRow("h\u200Bi\u0000 \uFFFDhi", "22 22", DisplayName = "characters without print are dropped")]
    [DataRow("[MASK]hi[SEP]", "4 22 3", DisplayName = "special tokens written out")]
    [DataRow("[mask]", "1 1 1", DisplayName = "special tokens have one spelling")]
    [DataRow("\U0001F600 hi", "1 22", DisplayName = "a symbol beyond the vocabulary")]
    [DataRow("", "")]
    [DataRow("\u00AD", "")]
    public void Gives_the_tokens_by_hand(string text, string ids) => Assert.AreEqual(ids, Ids(text, Options(true, false, false)));

    [TestMethod]
    public void A_word_of_101_letters_is_unknown()
    {
        var tokenizer = Create("[UNK]\na\n##a", Options(true, false, false));

        Assert.HasCount(100, tokenizer.Encode(new string('a', 100), 1000));
        CollectionAssert.AreEqual((int[])[0], tokenizer.Encode(new string('a', 101), 1000).ToArray());
    }

    [TestMethod]
    public void Hangul_is_split_into_its_letters() =>
        CollectionAssert.AreEqual((int[])[1, 2, 3], Create("[UNK]\n\u1112\n##\u1161\n##\u11AB", Options(true, false, false)).Encode("\uD55C", 9).ToArray());

    [TestMethod]
    public void Without_lowering_letters_and_accents_stay()
    {
        var options = Options(false, false, false);

        Assert.AreEqual("1", Ids("Café", options));
        Assert.AreEqual("1 22", Ids("Hi hi", options));
    }

    [TestMethod]
    [DataRow("a b", "2 12 13 3")]
    [DataRow("a b a b a", "2 12 13 12 3")]
    [DataRow("hi unaffable", "2 22 6 7 3", DisplayName = "cut inside a word")]
    public void Special_tokens_surround_what_is_left_of_the_text(string text, string ids) => Assert.AreEqual(ids, Ids(text, Options(true, true, false), 5));

    [TestMethod]
    public void Padding_has_its_id() => Assert.AreEqual(2, Create("[UNK]\na\n[PAD]", Options(true, false, true)).PadId);

    [TestMethod]
    [DataRow("[PAD]\n[UNK]\n[SEP]\na", "[CLS]")]
    [DataRow("[PAD]\n[UNK]\n[CLS]\na", "[SEP]")]
    [DataRow("[PAD]\n[CLS]\n[SEP]\na", "[UNK]")]
    [DataRow("[CLS]\n[SEP]\n[UNK]", "[PAD]")]
    [DataRow("a\nb", "[UNK], [CLS], [SEP], [PAD]")]
    public void A_missing_special_token_is_named(string vocabulary, string token)
    {
        var error = Assert.ThrowsExactly<VocabularyException>(() => Create(vocabulary, Options(true, true, true)));

        StringAssert.Contains(error.Message, "lacks the token " + token + ";");
    }

    /// <summary>Ids and special tokens of a tokenizer.json, whose pieces need not start with ##.</summary>
    [TestMethod]
    public void A_tokenizer_json_gives_vocabulary_and_prefix()
    {
        const string Json = """
            {"added_tokens":[{"id":0,"content":"<s>"},{"id":5,"content":"<mask>"}],
             "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"@@","max_input_chars_per_word":4,"vocab":{"<s>":0,"</s>":1,"[UNK]":2,"a":3,"@@b":4}}}
            """;
        var options = new TokenizerOptions(new TokenTemplate(["<s>"], ["</s>"], null, "[UNK]"), true, true, false);

        CollectionAssert.AreEqual((int[])[0, 3, 4, 5, 2, 1], Create(Json, options).Encode("Ab<mask>abbbb", 9).ToArray());
    }

    [TestMethod]
    [DataRow("[CLS] zzz [SEP]", true)]
    [DataRow("zzz yyy", true)]
    [DataRow("zzz hi", false)]
    [DataRow("", false)]
    public void A_text_is_unknown_when_the_vocabulary_knows_none_of_its_words(string text, bool expected)
    {
        var tokenizer = Create(Vocabulary.Replace(' ', '\n'), Options(true, true, true));

        Assert.AreEqual(expected, tokenizer.IsUnknown(tokenizer.Encode(text, 9)));
    }

    private static string Ids(string text, TokenizerOptions options, int maxLength = 100) =>
        string.Join(' ', Create(Vocabulary.Replace(' ', '\n'), options).Encode(text, maxLength));

    private static ITextTokenizer Create(string vocabulary, TokenizerOptions options) => new BertWordPiece().Create(new VocabularyFiles(Encoding.UTF8.GetBytes(vocabulary)), options);

    private static TokenizerOptions Options(bool lowercase, bool specials, bool pads) => new(new BertWordPiece().Defaults.Template, lowercase, specials, pads);
}
