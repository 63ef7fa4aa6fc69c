using System.Text;
using System.Text.Json;
using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class SentencePieceKindTests
{
    /// <summary>Scores by hand: <c>▁ab</c> is -6 whole and -5.5 as <c>▁a b</c>; <c>▁ ab</c> would be -7.</summary>
    [TestMethod]
    [DataRow("ab", "▁a b")]
    [DataRow("a b", "▁a ▁ b")]
    [DataRow("  a   ab ", "▁a ▁a b", DisplayName = "spaces at the ends and several in a row")]
    [DataRow("aab", "▁a ab")]
    [DataRow("xa", "▁ <unk> a")]
    [DataRow("axyzb", "▁a <unk> b", DisplayName = "unknown characters in a row are one token")]
    [DataRow("bb", "▁ bb")]
    [DataRow("x", "▁ <unk>")]
    [DataRow("", "")]
    public void Unigram_gives_the_likeliest_pieces(string text, string pieces) => Assert.AreEqual(pieces, Tokens(Create(SentencePieces.Unigram), text));

    /// <summary>Of the pieces two neighbours make, the one with the highest score comes first: <c>▁a</c> (-2), <c>ab</c> (-4), <c>bb</c> (-5), <c>▁ab</c> (-6).</summary>
    [TestMethod]
    [DataRow("ab", "▁ab")]
    [DataRow("a b", "▁a ▁ b")]
    [DataRow("aab", "▁a ab")]
    [DataRow("bbb", "▁ bb b", DisplayName = "the first of equals")]
    [DataRow("b", "▁ b")]
    [DataRow("x", "▁ <unk>")]
    [DataRow("axyzb", "▁a <unk> b")]
    [DataRow("\U0001F600", "▁ <unk>")]
    [DataRow("", "")]
    public void Bpe_joins_the_highest_score_first(string text, string pieces) => Assert.AreEqual(pieces, Tokens(Create(SentencePieces.Bpe), text));

    [TestMethod]
    public void Bpe_falls_back_to_bytes_where_the_model_has_them()
    {
        ScoredPiece[] pieces = [.. SentencePieces.Pieces, new("<0xC3>", 0, PieceKind.Byte), new("<0xA9>", 0, PieceKind.Byte)];
        var tokenizer = new SentencePieceKind().Create(new VocabularyFiles(SentencePieces.Model(SentencePieces.Bpe, pieces)), Options());

        Assert.AreEqual("▁ <0xC3> <0xA9> <unk>", Tokens(tokenizer, "éx", pieces));
    }

    [TestMethod]
    [DataRow(SentencePieces.Unigram)]
    [DataRow(SentencePieces.Bpe)]
    public void The_normalizer_of_the_model_is_applied(int type)
    {
        var file = SentencePieces.Model(type, SentencePieces.Pieces, SentencePieces.CharsMap('Q', "b"));

        Assert.AreEqual("▁ bb", Tokens(new SentencePieceKind().Create(new VocabularyFiles(file), Options()), "QQ"));
    }

    /// <summary>A character that the model takes out leaves no trace: not even a space.</summary>
    [TestMethod]
    [DataRow(SentencePieces.Unigram, "▁a b")]
    [DataRow(SentencePieces.Bpe, "▁ab")]
    public void The_normalizer_may_take_characters_out(int type, string pieces)
    {
        var file = SentencePieces.Model(type, SentencePieces.Pieces, SentencePieces.CharsMap('Q', ""));

        Assert.AreEqual(pieces, Tokens(new SentencePieceKind().Create(new VocabularyFiles(file), Options()), "QaQ bQ".Replace(" ", "", StringComparison.Ordinal)));
    }

    /// <summary>Both ways to split bbb add up to -8.5 exactly.</summary>
    [TestMethod]
    public void Of_equal_ways_the_one_whose_last_piece_starts_first_is_taken() => Assert.AreEqual("▁ b bb", Tokens(Create(SentencePieces.Unigram), "bbb"));

    /// <summary>However low its score.</summary>
    [TestMethod]
    [DataRow(SentencePieces.Unigram, "▁ <x> a")]
    [DataRow(SentencePieces.Bpe, "<x> ▁a")]
    public void A_piece_that_a_user_added_is_always_taken(int type, string expected)
    {
        ScoredPiece[] pieces = [.. SentencePieces.Pieces, new("<x>", -99, PieceKind.UserDefined)];

        Assert.AreEqual(expected, Tokens(new SentencePieceKind().Create(new VocabularyFiles(SentencePieces.Model(type, pieces)), Options()), "<x>a", pieces));
    }

    [TestMethod]
    public void Unigram_falls_back_to_bytes_where_the_model_says_so()
    {
        ScoredPiece[] pieces = [.. SentencePieces.Pieces, new("<0xC3>", 0, PieceKind.Byte), new("<0xA9>", 0, PieceKind.Byte)];
        var vocabulary = JsonSerializer.Serialize(pieces.Select(piece => new object[] { piece.Text, piece.Score }));
        var json = Json(vocabulary, "null").Replace("\"unk_id\"", "\"byte_fallback\":true,\"unk_id\"", StringComparison.Ordinal);

        Assert.AreEqual("▁ <0xC3> <0xA9> <unk>", Tokens(new SentencePieceKind().Create(new VocabularyFiles(Encoding.UTF8.GetBytes(json)), Options()), "éx", pieces));
    }

    [TestMethod]
    public void Letters_are_lowered_where_asked_for() => Assert.AreEqual("▁a b", Tokens(Create(SentencePieces.Unigram, Options() with { Lowercase = true }), "AB"));

    [TestMethod]
    public void Special_tokens_surround_a_text_and_stand_for_themselves_in_it()
    {
        var tokenizer = Create(SentencePieces.Unigram, new TokenizerOptions(new TokenTemplate(["<s>"], ["</s>"], null, null), false, true, false));

        Assert.AreEqual("<s> ▁a </s> ▁ b </s>", Tokens(tokenizer, "a</s>b"));
        Assert.AreEqual("<s> ▁a </s>", Tokens(tokenizer, "ab", maxLength: 3));
    }

    [TestMethod]
    [DataRow("xyz", true)]
    [DataRow("x y", true)]
    [DataRow("xya", false)]
    [DataRow("", false)]
    public void A_text_of_unknown_characters_is_unknown_whatever_its_spaces(string text, bool expected)
    {
        var tokenizer = Create(SentencePieces.Unigram);

        Assert.AreEqual(expected, tokenizer.IsUnknown(tokenizer.Encode(text, 9)));
    }

    /// <summary>The pieces of a tokenizer.json, whose ids are their places, with the normalizer's table in base64.</summary>
    [TestMethod]
    public void A_tokenizer_json_of_a_unigram_model_gives_the_same_tokens()
    {
        var vocabulary = JsonSerializer.Serialize(SentencePieces.Pieces.Select(piece => new object[] { piece.Text, piece.Score }));
        var json = Json(vocabulary, $$"""{"type":"Sequence","normalizers":[{"type":"Precompiled","precompiled_charsmap":"{{Convert.ToBase64String(SentencePieces.CharsMap('Q', "b"))}}"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]}""");
        var tokenizer = new SentencePieceKind().Create(new VocabularyFiles(Encoding.UTF8.GetBytes(json)), Options());

        foreach (var text in new[] { "ab", "a b", " a  ab", "xa", "axyzb", "bb" })
        {
            Assert.AreEqual(Tokens(Create(SentencePieces.Unigram), text), Tokens(tokenizer, text), text);
        }

        Assert.AreEqual("▁ bb <s>", Tokens(tokenizer, "QQ<s>"));
    }

    [TestMethod]
    [DataRow("""{"type":"Metaspace","prepend_scheme":"first"}""", true)]
    [DataRow("""{"type":"Metaspace","prepend_scheme":"always"}""", true)]
    [DataRow("""{"type":"Metaspace"}""", true)]
    [DataRow("""{"type":"Metaspace","prepend_scheme":"never"}""", false)]
    [DataRow("""{"type":"Metaspace","add_prefix_space":false}""", false)]
    [DataRow("""{"type":"Metaspace","replacement":"_"}""", false)]
    [DataRow("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","prepend_scheme":"first"}]}""", false)]
    [DataRow("""{"type":"WhitespaceSplit"}""", false)]
    [DataRow("""{"type":"BertPreTokenizer"}""", false)]
    [DataRow("null", false)]
    public void A_space_in_front_of_every_word_is_needed(string preTokenizer, bool works)
    {
        var json = Encoding.UTF8.GetBytes($$$"""{"pre_tokenizer":{{{preTokenizer}}},"model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁a",-1]]}}""");
        if (works)
        {
            CollectionAssert.AreEqual((int[])[1, 1], new SentencePieceKind().Create(new VocabularyFiles(json), Options()).Encode("a a", 9).ToArray());
        }
        else
        {
            Refused(json, "Metaspace");
        }
    }

    [TestMethod]
    [DataRow("""[["a",-1]]""", """null""", "exactly one piece for what is unknown")]
    [DataRow("""[["<unk>",0],["a",-1],["a",-2]]""", """null""", "there twice")]
    [DataRow("""[["<unk>",0],["a"]]""", """null""", "number 1 of 'model.vocab'")]
    [DataRow("""[["<unk>",0]]""", """{"type":"Lowercase"}""", "'Lowercase' in its normalizer")]
    [DataRow("""[["<unk>",0]]""", """{"type":"Precompiled","precompiled_charsmap":"?"}""", "no base64")]
    public void A_tokenizer_json_that_does_something_else_is_refused(string vocabulary, string normalizer, string part) =>
        Refused(Encoding.UTF8.GetBytes(Json(vocabulary, normalizer)), part);

    [TestMethod]
    public void A_table_of_characters_that_is_damaged_is_refused() =>
        Refused(SentencePieces.Model(SentencePieces.Unigram, SentencePieces.Pieces, [255, 255, 255, 255, 1]), "damaged table of characters");

    [TestMethod]
    [DataRow("", "holds no pieces")]
    [DataRow("not a model", "no SentencePiece model")]
    [DataRow("{\"model\":{\"type\":\"BPE\"}}", "model of type 'BPE'; this tokenizer takes Unigram")]
    [DataRow("[PAD]\n[UNK]\n", "no SentencePiece model")]
    public void A_vocabulary_of_another_kind_is_named(string content, string part) => Refused(Encoding.UTF8.GetBytes(content), part);

    [TestMethod]
    public void A_damaged_model_is_one_error_wherever_it_ends()
    {
        var file = SentencePieces.Model(SentencePieces.Unigram, SentencePieces.Pieces);
        for (var length = 1; length < file.Length; length++)
        {
            try
            {
                new SentencePieceKind().Create(new VocabularyFiles(file.AsMemory(0, length)), Options());
            }
            catch (VocabularyException)
            {
                // the only kind there may be
            }
        }
    }

    [TestMethod]
    public void Models_of_words_and_characters_are_refused() => Refused(SentencePieces.Model(3, SentencePieces.Pieces), "another type than Unigram or BPE");

    [TestMethod]
    public void A_score_that_is_no_number_is_refused() => Refused(SentencePieces.Model(SentencePieces.Bpe, [.. SentencePieces.Pieces, new("c", float.NaN, PieceKind.Normal)]), "'c', id 10");

    [TestMethod]
    public void Two_unknown_pieces_are_refused() => Refused(SentencePieces.Model(SentencePieces.Bpe, [.. SentencePieces.Pieces, new("c", 0, PieceKind.Unknown)]), "exactly one");

    private static string Json(string vocabulary, string normalizer) => $$$"""
        {"added_tokens":[{"id":1,"content":"<s>"},{"id":2,"content":"</s>"}],"normalizer":{{{normalizer}}},
         "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","add_prefix_space":true}]},
         "model":{"type":"Unigram","unk_id":{{{(vocabulary.Contains("unk", StringComparison.Ordinal) ? 0 : 7)}}},"vocab":{{{vocabulary}}}}}
        """;

    private static TokenizerOptions Options() => new(new TokenTemplate([], [], null, null), false, false, false);

    private static ITextTokenizer Create(int type, TokenizerOptions? options = null) => new SentencePieceKind().Create(new VocabularyFiles(SentencePieces.Model(type, SentencePieces.Pieces)), options ?? Options());

    private static string Tokens(ITextTokenizer tokenizer, string text, IReadOnlyList<ScoredPiece>? pieces = null, int maxLength = 100) =>
        string.Join(' ', tokenizer.Encode(text, maxLength).Select(id => (pieces ?? SentencePieces.Pieces)[id].Text));

    private static void Refused(ReadOnlyMemory<byte> file, string part) =>
        Assert.Contains(part, Assert.ThrowsExactly<VocabularyException>(() => new SentencePieceKind().Create(new VocabularyFiles(file), Options())).Message);
}
