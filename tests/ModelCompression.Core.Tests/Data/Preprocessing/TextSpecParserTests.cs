using System.Text.RegularExpressions;
using ModelCompression.Data;
using ModelCompression.Data.Preprocessing;

namespace ModelCompression.Core.Tests.Data.Preprocessing;

[TestClass]
public sealed class TextSpecParserTests
{
    private const string Source = """{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt"}""";

    [TestMethod]
    public void Inputs_of_the_same_tokens_share_their_source()
    {
        using var folder = new DataFolder();
        var spec = TextSpecs.WriteTo(folder);

        var ids = (TextInputSpec)spec.Inputs["ids"];
        var mask = (TextInputSpec)spec.Inputs["mask"];
        Assert.AreSame(ids.Source, mask.Source);
        Assert.AreEqual((TextEmit.Ids, TextEmit.Mask), (ids.Emit, mask.Emit));
        Assert.AreEqual(("ids", 6, true, true, TextPadding.Longest), (ids.Source.Input, ids.Source.MaxLength, ids.Source.Lowercase, ids.Source.Specials, ids.Source.Padding));
        Assert.AreEqual("mask", spec.MaskInput);
        CollectionAssert.AreEqual(new[] { folder.PathOf("text.pre.json"), folder.PathOf("vocab.txt") }, spec.Files.ToArray());
    }

    [TestMethod]
    public void The_resolved_copy_has_every_field_and_reads_back_to_itself()
    {
        using var folder = new DataFolder();
        var resolved = TextSpecs.WriteTo(folder).ToResolvedJson();

        Assert.AreEqual(
            """{"schema":1,"inputs":{"ids":{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","vocabSha256":"HASH","lowercase":true,"start":["[CLS]"],"end":["[SEP]"],"padToken":"[PAD]","unknownToken":"[UNK]","maxLength":6,"pad":"longest","specials":true,"emit":"ids"},"""
            + """
              "mask":{"type":"text","sameAs":"ids","emit":"mask"},"types":{"type":"text","sameAs":"ids","emit":"types"}},"outputs":{}}
              """,
            Regex.Replace(string.Concat(resolved.Where(letter => !char.IsWhiteSpace(letter))), "[0-9a-f]{64}", "HASH"));
        Assert.AreEqual(resolved, PreprocessingSpec.Load(folder.Write("again.pre.json", resolved)).ToResolvedJson());
    }

    [TestMethod]
    public void The_hash_changes_with_the_content_of_the_vocabulary()
    {
        using var folder = new DataFolder();
        var before = TextSpecs.WriteTo(folder).ContentHash();

        folder.Write("vocab.txt", TextSpecs.Vocabulary + "d\n");

        Assert.AreNotEqual(before, PreprocessingSpec.Load(folder.PathOf("text.pre.json")).ContentHash());
    }

    [TestMethod]
    public void The_vocabulary_may_lie_in_another_folder()
    {
        using var folder = new DataFolder();
        folder.Write("models/vocab.txt", TextSpecs.Vocabulary);

        var spec = PreprocessingSpec.Load(folder.Write("data/x.pre.json", Spec(Source.Replace("vocab.txt", "../models/vocab.txt", StringComparison.Ordinal))));

        Assert.AreEqual(folder.PathOf("models/vocab.txt"), ((TextInputSpec)spec.Inputs["x"]).Source.Vocabulary.Path);
    }

    [TestMethod]
    [DataRow("""{"type":"text","tokenizer":"words","vocab":"vocab.txt"}""", "'inputs.x.tokenizer'", "\"bert-wordpiece\", \"bpe\", \"sentencepiece\"")]
    [DataRow("""{"type":"text","vocab":"vocab.txt"}""", "'inputs.x.tokenizer' is missing", "\"bert-wordpiece\"")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece"}""", "'inputs.x.vocab' is missing", "")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"none.txt"}""", "'inputs.x.vocab' names 'none.txt'", "does not exist")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"/vocab.txt"}""", "\"/vocab.txt\"", "relative to the spec's folder")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":5}""", "'inputs.x.vocab'", "must be a text")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"bad.txt"}""", "names 'bad.txt', which lacks the token [CLS], [SEP]", "trained with")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"bad.txt","specials":false,"pad":"max"}""", "[PAD]", "trained with")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","vocabSha256":"00"}""", "vocabSha256", "leave the key out")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","maxLength":2}""", "maxLength", "from 3 to")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","pad":"left"}""", "'inputs.x.pad'", "\"longest\", \"max\"")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","emit":"all"}""", "'inputs.x.emit'", "\"ids\", \"mask\", \"types\"")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","lowerCase":true}""", "'inputs.x.lowerCase' is not a known key", "lowercase")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","merges":"vocab.txt"}""", "'inputs.x.merges' is not a known key", "unknownToken")]
    [DataRow("""{"type":"text","tokenizer":"sentencepiece","vocab":"vocab.txt","unknownToken":"[UNK]"}""", "'inputs.x.unknownToken' is not a known key", "padToken")]
    [DataRow("""{"type":"text","tokenizer":"sentencepiece","vocab":"vocab.txt"}""", "names 'vocab.txt', which is no SentencePiece model", "damaged")]
    [DataRow("""{"type":"text","tokenizer":"bpe","vocab":"vocab.txt"}""", "names 'vocab.txt', which is no tokenizer.json", "merges must name")]
    [DataRow("""{"type":"text","tokenizer":"bpe","vocab":"vocab.txt","merges":"vocab.txt"}""", "names 'vocab.txt', which is no valid JSON", "")]
    [DataRow("""{"type":"text","tokenizer":"bpe","vocab":"vocab.txt","merges":"none.txt"}""", "'inputs.x.merges' names 'none.txt'", "does not exist")]
    [DataRow("""{"type":"text","tokenizer":"bpe","vocab":"vocab.txt","pad":"max"}""", "'inputs.x.padToken' is missing", "fills texts up")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","start":"[CLS]"}""", "'inputs.x.start'", "must be a list")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","end":[""]}""", "'inputs.x.end'", "list of texts")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","end":["</s>"]}""", "lacks the token </s>", "start, end")]
    [DataRow("""{"type":"text","tokenizer":"bert-wordpiece","vocab":"vocab.txt","end":["a","b"],"maxLength":3}""", "maxLength", "from 4 to")]
    [DataRow("""{"type":"text","sameAs":"y","emit":"mask"}""", "'inputs.x.sameAs' is \"y\"", "type \"text\"")]
    [DataRow("""{"type":"text","sameAs":"x","emit":"mask"}""", "'inputs.x.sameAs' is \"x\"", "no \"sameAs\" itself")]
    [DataRow("""{"type":"text","sameAs":"y","emit":"mask","vocab":"vocab.txt"}""", "'inputs.x.vocab' is not a known key", "sameAs")]
    [DataRow("""{"type":"words"}""", "'inputs.x.type'", "\"text\"")]
    public void Names_what_is_wrong(string input, string part, string remedy)
    {
        using var folder = new DataFolder();
        folder.Write("vocab.txt", TextSpecs.Vocabulary);
        folder.Write("bad.txt", "[UNK]\na\n");

        Coded.Error("MC2011", () => PreprocessingSpec.Load(folder.Write("x.pre.json", Spec(input))), "x.pre.json", part, remedy);
    }

    [TestMethod]
    public void A_source_must_be_named_for_what_is_the_same()
    {
        using var folder = new DataFolder();
        folder.Write("vocab.txt", TextSpecs.Vocabulary);
        var json = Spec(Source + ",\"y\":{\"type\":\"text\",\"sameAs\":\"x\"}");

        Coded.Error("MC2011", () => PreprocessingSpec.Load(folder.Write("x.pre.json", json)), "'inputs.y.emit' is missing");
    }

    private static string Spec(string input) => """{"schema":1,"inputs":{"x":""" + input + "}}";
}
