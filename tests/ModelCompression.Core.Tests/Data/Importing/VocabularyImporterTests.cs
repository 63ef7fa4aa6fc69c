namespace ModelCompression.Core.Tests.Data.Importing;

[TestClass]
public sealed class VocabularyImporterTests
{
    [TestMethod]
    [DataRow("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n##b\n", "true")]
    [DataRow("[PAD]\n[UNK]\n[CLS]\n[SEP]\na\nB\n", "false")]
    public void Letters_are_lowered_when_the_vocabulary_has_no_capital_ones(string vocabulary, string lowercase)
    {
        using var folder = new DataFolder();

        Assert.AreEqual(
            $"""tokenizer="bert-wordpiece" vocab="vocab.txt" lowercase={lowercase} start=["[CLS]"] end=["[SEP]"] padToken="[PAD]" unknownToken="[UNK]" maxLength=512 pad="longest" specials=true emit="ids" """.TrimEnd(),
            Imports.Input(Imports.Load(folder, "vocab.txt", vocabulary, Imports.Text), "input_ids"));
    }

    [TestMethod]
    [DataRow("a\n\nb", "empty line 2")]
    [DataRow("a\nb\na", "second time in line 3")]
    [DataRow("a\nb", "lacks the token [UNK], [CLS], [SEP]")]
    public void A_vocabulary_that_cannot_be_used_is_one_coded_error(string vocabulary, string part)
    {
        using var folder = new DataFolder();

        Coded.Error("MC2011", () => Imports.Load(folder, "vocab.txt", vocabulary, Imports.Text), "'vocab.txt'", part);
    }
}
