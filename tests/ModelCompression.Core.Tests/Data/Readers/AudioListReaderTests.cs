using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class AudioListReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, -1);

    [TestMethod]
    public void Reads_classes_in_the_order_of_the_list()
    {
        using var folder = Recordings();
        var data = Open(folder.Write("list.csv", "path,label\nb.wav,1\nsub/a.wav,0\n"));

        Assert.AreEqual(("AudioList", LabelKind.Class, 3), (data.Format, data.Labels, data.Files.Count));
        Assert.AreEqual("b.wav ClassLabel { Index = 1 }|sub/a.wav ClassLabel { Index = 0 }", Text(data));
        Assert.AreEqual("b.wav ClassLabel { Index = 0 }", Text(Open(folder.Write("names.csv", "label,path\nyes,b.wav\n"), ["yes", "no"])));
    }

    [TestMethod]
    public void Reads_texts_and_names_in_quotes()
    {
        using var folder = Recordings();
        var data = Open(folder.Write("list.tsv", "path\ttext\nsub\\a.wav\t\"so, he said\"\n"));

        Assert.AreEqual("sub/a.wav TextLabel { Text = so, he said }", Text(data));
        Assert.AreEqual("b.wav ", Text(Open(folder.Write("plain.csv", "path,more\nb.wav,1\n"))));
    }

    [TestMethod]
    public void With_both_columns_the_metric_says_which_is_meant()
    {
        using var folder = Recordings();
        var list = folder.Write("list.csv", "path,text,label\nb.wav,hello,1\n");

        Assert.AreEqual(LabelKind.Class, Open(list).Labels);
        Assert.AreEqual(LabelKind.Text, Dataset.Open(new DatasetSource(list, AudioSpecs.Of()) { Needs = LabelKind.Text }, [Input]).Labels);
    }

    [TestMethod]
    [DataRow("path,label\nb.wav,2\n", "MC2007", "label 2")]
    [DataRow("path,label\nb.wav,x\n", "MC2007", "'x'")]
    [DataRow("path,label\nb.wav,\n", "MC2008", "line 2")]
    [DataRow("path,text\nb.wav,\n", "MC2008", "empty text in line 2")]
    [DataRow("path,label\nb.wav,0\n,0\n", "MC2008", "line 3")]
    [DataRow("path,label\nb.wav,0\nb.wav,0\n", "MC2008", "'b.wav' a second time in line 3")]
    [DataRow("path,label\nb.wav,0\nsub/../b.wav,0\n", "MC2008", "a second time in line 3")]
    [DataRow("path,label\nb.wav,0\nc.png,0\n", "MC2008", "'c.png' in line 3, which is no WAV file")]
    [DataRow("path,label\nb.wav\n", "MC2008", "list.csv")]
    [DataRow("path,label\nnone.wav,0\n", "MC2005", "'none.wav', listed in line 2")]
    [DataRow("path,label\n../b.wav,0\n", "MC2008", "outside its own folder")]
    [DataRow("path,label\n/tmp/b.wav,0\n", "MC2008", "outside its own folder")]
    [DataRow("path,label\nC:/b.wav,0\n", "MC2005", "C:/b.wav")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = Recordings();
        var list = folder.Write("list.csv", text);

        Coded.Error(code, () => Dataset.Open(new DatasetSource(list, AudioSpecs.Of(), ClassCount: 2), [Input]), part);
    }

    [TestMethod]
    public void Links_are_refused()
    {
        using var folder = Recordings();
        using var outside = new DataFolder();
        outside.WriteRamp("secret.wav", 3);
        Directory.CreateSymbolicLink(folder.PathOf("link"), outside.Root);

        Coded.Error("MC2008", () => Open(folder.Write("list.csv", "path,label\nlink/secret.wav,0\n")), "symbolic link");
    }

    [TestMethod]
    public void A_changed_recording_changes_the_hash()
    {
        using var folder = Recordings();
        var list = folder.Write("list.csv", "path\nb.wav\n");
        var before = Open(list).ContentHash(CancellationToken.None);
        folder.WriteRamp("b.wav", 4);

        Assert.AreNotEqual(before, Open(list).ContentHash(CancellationToken.None));
    }

    private static DataFolder Recordings()
    {
        var folder = new DataFolder();
        folder.WriteRamp("sub/a.wav", 3);
        folder.WriteRamp("b.wav", 3);
        return folder;
    }

    private static Dataset Open(string path, IReadOnlyList<string>? labels = null) => Dataset.Open(new DatasetSource(path, AudioSpecs.Of(), labels), [Input]);

    private static string Text(Dataset data) => string.Join('|', data.Read(CancellationToken.None).Select(sample => $"{sample.Id} {sample.Label}"));
}
