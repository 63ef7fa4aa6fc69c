using System.Text.Json;
using System.Text.Json.Nodes;
using ModelCompression.Core.Tests.Data.Text;
using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class TokenizerImporterTests
{
    private const string WordPiece = """
        {"version":"1.0","truncation":{"max_length":7,"strategy":"LongestFirst","stride":0},"padding":{"strategy":{"Fixed":7},"direction":"Right","pad_id":0,"pad_token":"[PAD]"},
         "added_tokens":[{"id":0,"content":"[PAD]"},{"id":1,"content":"[UNK]"},{"id":2,"content":"[CLS]"},{"id":3,"content":"[SEP]"}],
         "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
         "post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}]},
         "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"a":4,"##b":5}}}
        """;

    private static string Bpe => $$$"""
        {"added_tokens":[{"id":265,"content":"<s>"},{"id":266,"content":"</s>"},{"id":267,"content":"<pad>"}],"normalizer":null,
         "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true},"post_processor":{"type":"RobertaProcessing","sep":["</s>",266],"cls":["<s>",265],"add_prefix_space":true},
         "model":{"type":"BPE","unk_token":null,"continuing_subword_prefix":"","vocab":{{{System.Text.Encoding.UTF8.GetString(ByteLevelBpeTests.VocabularyFile)}}},"merges":["h e"]}}
        """;

    private const string Unigram = """
        {"added_tokens":[{"id":0,"content":"<unk>"},{"id":1,"content":"</s>"}],"normalizer":null,"pre_tokenizer":{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"},
         "post_processor":{"type":"TemplateProcessing","single":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"</s>","type_id":0}}]},
         "model":{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["</s>",0],["▁",-2],["a",-2],["▁a",-1]]}}
        """;

    [TestMethod]
    public void Word_piece_becomes_a_spec_by_hand()
    {
        using var folder = new DataFolder();
        var spec = Imports.Load(folder, "tokenizer.json", WordPiece, Imports.Text);

        Assert.AreEqual(
            """tokenizer="bert-wordpiece" vocab="tokenizer.json" lowercase=true start=["[CLS]"] end=["[SEP]"] padToken="[PAD]" unknownToken="[UNK]" maxLength=7 pad="longest" specials=true emit="ids" """.TrimEnd(),
            Imports.Input(spec, "input_ids"));
        Assert.AreEqual("""sameAs="input_ids" emit="mask" """.TrimEnd(), Imports.Input(spec, "attention_mask"));
        Assert.AreEqual("""sameAs="input_ids" emit="types" """.TrimEnd(), Imports.Input(spec, "token_type_ids"));
        Assert.AreEqual("2 4 5 3", Ids(spec, "Áb"));
        Assert.AreEqual("embedding-meanpool", spec.Outputs["last_hidden_state"].Decode);
        CollectionAssert.AreEqual((string[])[folder.PathOf("tokenizer.json")], spec.Files.ToArray());
    }

    /// <summary>What a report holds can be built from again.</summary>
    [TestMethod]
    public void The_resolved_copy_is_an_ordinary_spec()
    {
        using var folder = new DataFolder();
        var resolved = Imports.Load(folder, "tokenizer.json", WordPiece, Imports.Text).ToResolvedJson();

        Assert.AreEqual(resolved, PreprocessingSpec.Load(folder.Write("again.pre.json", resolved)).ToResolvedJson());
    }

    [TestMethod]
    public void Byte_level_bpe_becomes_a_spec_by_hand()
    {
        using var folder = new DataFolder();
        var spec = Imports.Load(folder, "tokenizer.json", Bpe, Imports.Model([Ports.Of("input_ids", ElementType.Int64, 1, -1)], []));

        Assert.AreEqual(
            """tokenizer="bpe" vocab="tokenizer.json" lowercase=false addPrefixSpace=true start=["<s>"] end=["</s>"] padToken="<pad>" maxLength=512 pad="longest" specials=true emit="ids" """.TrimEnd(),
            Imports.Input(spec, "input_ids"));
        Assert.AreEqual("265 32 256 266", Ids(spec, "he"));
        Assert.IsEmpty(spec.Outputs);
    }

    [TestMethod]
    public void Unigram_becomes_a_spec_by_hand()
    {
        using var folder = new DataFolder();
        var spec = Imports.Load(folder, "tokenizer.json", Unigram, Imports.Model([Ports.Of("input_ids", ElementType.Int64, 1, -1)], []));

        Assert.AreEqual(
            """tokenizer="sentencepiece" vocab="tokenizer.json" lowercase=false start=[] end=["</s>"] maxLength=512 pad="longest" specials=true emit="ids" """.TrimEnd(),
            Imports.Input(spec, "input_ids"));
        Assert.AreEqual("4 0 1", Ids(spec, "axx"));
    }

    /// <summary>Files of older versions do not name the type of the model.</summary>
    [TestMethod]
    public void The_type_of_a_model_follows_from_its_content()
    {
        using var folder = new DataFolder();
        foreach (var (json, kind) in new[] { (WordPiece, "bert-wordpiece"), (Bpe, "bpe"), (Unigram, "sentencepiece") })
        {
            var untyped = System.Text.RegularExpressions.Regex.Replace(json, "\"model\":\\{\"type\":\"\\w+\",", "\"model\":{");

            Assert.AreNotEqual(json, untyped);
            Assert.AreEqual(kind, ((TextInputSpec)Imports.Load(folder, "tokenizer.json", untyped, Imports.Text).Inputs["input_ids"]).Source.TokenizerId);
        }
    }

    [TestMethod]
    public void An_input_of_fixed_length_is_filled_up_to_it()
    {
        using var folder = new DataFolder();
        var spec = Imports.Load(folder, "tokenizer.json", WordPiece, Imports.Model([Ports.Of("input_ids", ElementType.Int64, 1, 9)], []));

        var source = ((TextInputSpec)spec.Inputs["input_ids"]).Source;
        Assert.AreEqual((9, TextPadding.Max), (source.MaxLength, source.Padding));
    }

    [TestMethod]
    public void One_embedding_a_text_is_taken_before_one_a_token()
    {
        using var folder = new DataFolder();
        var model = Imports.Model([Ports.Of("input_ids", ElementType.Int64, 1, -1)], [Ports.Floats("token_embeddings", 1, -1, 8), Ports.Floats("sentence_embedding", 1, 8)]);

        var outputs = Imports.Load(folder, "tokenizer.json", WordPiece, model).Outputs;

        Assert.AreEqual("sentence_embedding identity", string.Join(", ", outputs.Select(output => $"{output.Key} {output.Value.Decode}")));
    }

    [TestMethod]
    [DataRow("model.type", "\"WordLevel\"", "type 'WordLevel'; this tokenizer takes WordPiece or BPE or Unigram")]
    [DataRow("model.vocab", "{\"[UNK]\":0,\"a\":2}", "ids must have no gaps")]
    [DataRow("model.unk_token", "\"<unk>\"", "lacks the token <unk>")]
    [DataRow("normalizer.strip_accents", "false", "'normalizer.strip_accents'")]
    [DataRow("normalizer.handle_chinese_chars", "false", "'normalizer' is or holds \"BertNormalizer\"")]
    [DataRow("normalizer", "{\"type\":\"NFKC\"}", "'normalizer' is or holds \"NFKC\"")]
    [DataRow("pre_tokenizer", "{\"type\":\"Whitespace\"}", "'pre_tokenizer' is or holds \"Whitespace\"")]
    [DataRow("post_processor", "{\"type\":\"Other\"}", "'post_processor' is or holds \"Other\"")]
    [DataRow("post_processor.single", "[1]", "neither a special token nor the text")]
    [DataRow("post_processor.single", "null", "'post_processor.single' is missing")]
    [DataRow("post_processor.single", "[{\"SpecialToken\":{\"id\":\"<s>\"}},{\"Sequence\":{}}]", "lacks the token <s>")]
    [DataRow("truncation.direction", "\"Left\"", "texts are cut at their end")]
    [DataRow("truncation.max_length", "\"7\"", "'truncation.max_length'")]
    [DataRow("padding.direction", "\"Left\"", "'padding.direction'")]
    public void What_gives_other_tokens_is_one_coded_error(string key, string value, string part)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, "tokenizer.json", Changed(WordPiece, key, value), Imports.Text), "'tokenizer.json'", part);
    }

    [TestMethod]
    [DataRow("pre_tokenizer.type", "\"Whitespace\"", "'pre_tokenizer' is not the one of byte-level BPE")]
    [DataRow("pre_tokenizer.use_regex", "false", "'pre_tokenizer' is not the one of byte-level BPE")]
    [DataRow("normalizer", "{\"type\":\"NFC\"}", "\"NFC\"")]
    [DataRow("model.byte_fallback", "true", "byte_fallback")]
    [DataRow("model.end_of_word_suffix", "\"</w>\"", "suffix")]
    public void Other_kinds_of_bpe_are_refused(string key, string value, string part)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, "tokenizer.json", Changed(Bpe, key, value), Imports.Text), part);
    }

    [TestMethod]
    public void Inputs_of_other_names_are_refused()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, "tokenizer.json", WordPiece, Imports.Model([Ports.Of("tokens", ElementType.Int64, 1, -1)], [])), "no input for the ids", "tokens");
        Coded.Error("MC2011", () => Imports.Load(folder, "tokenizer.json", WordPiece, Imports.Model([.. Imports.Text.Inputs, Ports.Of("position_ids", ElementType.Int64, 1, -1)], [])), "'position_ids'", "attention_mask");
    }

    private static string Changed(string json, string key, string value)
    {
        var root = JsonNode.Parse(json) ?? throw new AssertFailedException("no JSON");
        var owner = key.Contains('.', StringComparison.Ordinal) ? root[key.Split('.')[0]] ?? root : root;
        owner[key.Split('.')[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    private static string Ids(PreprocessingSpec spec, string text) => string.Join(' ', ((TextInputSpec)spec.Inputs["input_ids"]).Source.Tokenizer.Encode(text, 20));
}
