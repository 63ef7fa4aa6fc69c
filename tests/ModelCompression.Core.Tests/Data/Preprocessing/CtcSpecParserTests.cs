using ModelCompression.Data;

namespace ModelCompression.Core.Tests.Data.Preprocessing;

[TestClass]
public sealed class CtcSpecParserTests
{
    [TestMethod]
    [DataRow("\"<pad>\"", 0)]
    [DataRow("2", 2)]
    [DataRow("3", 3)]
    public void The_blank_is_a_token_or_an_id_up_to_the_one_after_the_last(string blank, int id)
    {
        using var folder = new DataFolder();
        var spec = Load(folder, $"\"vocab\":\"tokens.txt\",\"blank\":{blank}");
        var ctc = spec.Outputs["y"].Ctc!; // ctc-greedy has one

        Assert.AreEqual(("<pad> | a", id, "|"), (string.Join(' ', ctc.Tokens), ctc.Blank, ctc.WordDelimiter));
        CollectionAssert.Contains(spec.Files.ToArray(), folder.PathOf("tokens.txt"));
    }

    [TestMethod]
    public void The_content_of_the_vocabulary_is_part_of_the_hash()
    {
        using var folder = new DataFolder();
        const string Keys = "\"vocab\":\"tokens.txt\",\"blank\":0,\"wordDelimiter\":\"\"";
        var spec = Load(folder, Keys);
        var again = PreprocessingSpec.Load(folder.Write("again.json", spec.ToResolvedJson()));

        Assert.AreEqual(spec.ContentHash(), again.ContentHash());
        folder.Write("tokens.txt", "<pad>\n|\nb\n");
        Assert.AreNotEqual(spec.ContentHash(), PreprocessingSpec.Load(folder.PathOf("x.json")).ContentHash());
        Coded.Error("MC2011", () => PreprocessingSpec.Load(folder.PathOf("again.json")), "'outputs.y.vocabSha256' is not the hash of 'tokens.txt'");
    }

    [TestMethod]
    [DataRow("\"blank\":0", "'outputs.y.vocab' is missing")]
    [DataRow("\"vocab\":\"none.txt\",\"blank\":0", "'none.txt', which does not exist")]
    [DataRow("\"vocab\":\"/etc/passwd\",\"blank\":0", "relative to the spec's folder")]
    [DataRow("\"vocab\":\"tokens.txt\"", "'outputs.y.blank' is missing")]
    [DataRow("\"vocab\":\"tokens.txt\",\"blank\":4", "'outputs.y.blank' holds 4")]
    [DataRow("\"vocab\":\"tokens.txt\",\"blank\":-1", "'outputs.y.blank' holds -1")]
    [DataRow("\"vocab\":\"tokens.txt\",\"blank\":\"_\"", "'outputs.y.blank' is \"_\", which the vocabulary does not hold")]
    [DataRow("\"vocab\":\"tokens.txt\",\"blank\":true", "'outputs.y.blank' must be a text")]
    [DataRow("\"vocab\":\"tokens.txt\",\"blank\":0,\"wordDelimiter\":1", "'outputs.y.wordDelimiter' must be a text")]
    [DataRow("\"vocab\":\"twice.txt\",\"blank\":0", "'twice.txt', which has the token 'a' a second time")]
    public void Names_the_key_and_what_is_allowed(string keys, string part)
    {
        using var folder = new DataFolder();
        folder.Write("twice.txt", "a\na\n");

        Coded.Error("MC2011", () => Load(folder, keys), part);
    }

    [TestMethod]
    [DataRow("a.json", "{\"|\":1,\"<pad>\":0,\"a\":2}", "<pad> | a")]
    [DataRow("a.txt", "<blk> 0\n▁a 1\nb 2\n", "<blk> ▁a b")]
    [DataRow("a.txt", "<blk> 0\na 1\nb\n", "<blk> 0 a 1 b")]
    [DataRow("a.txt", "-\n \na\n", "-   a")]
    public void Vocabularies_have_several_forms(string name, string content, string expected)
    {
        using var folder = new DataFolder();
        folder.Write(name, content);

        Assert.AreEqual(expected, string.Join(' ', Load(folder, $"\"vocab\":\"{name}\",\"blank\":0").Outputs["y"].Ctc!.Tokens)); // ctc-greedy has one
    }

    [TestMethod]
    [DataRow("a.json", "{\"a\":0,\"b\":2}", "ids must have no gaps")]
    [DataRow("a.json", "{}", "no tokens")]
    [DataRow("a.json", "[]", "no JSON object")]
    [DataRow("a.txt", "a 0\na 1\n", "'a' a second time in line 2")]
    public void Damaged_vocabularies_are_refused(string name, string content, string part)
    {
        using var folder = new DataFolder();
        folder.Write(name, content);

        Coded.Error("MC2011", () => Load(folder, $"\"vocab\":\"{name}\",\"blank\":0"), $"'{name}'", part);
    }

    [TestMethod]
    public void Its_keys_belong_to_it_alone() => Coded.Error(
        "MC2011", () => PreprocessingSpec.Parse("""{"schema":1,"inputs":{},"outputs":{"y":{"decode":"identity","blank":0}}}""", "x"), "'outputs.y.blank' belongs to decode \"ctc-greedy\" only");

    private static PreprocessingSpec Load(DataFolder folder, string keys)
    {
        folder.Write("tokens.txt", "<pad>\n|\na\n");
        return PreprocessingSpec.Load(folder.Write("x.json", $"{{\"schema\":1,\"inputs\":{{}},\"outputs\":{{\"y\":{{\"decode\":\"ctc-greedy\",{keys}}}}}}}"));
    }
}
