using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class AudioTranscriptReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, -1);

    [TestMethod]
    public void Texts_lie_beside_their_recordings()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("a.wav", 3);
        folder.WriteRamp("deep/b.wav", 3);
        folder.Write("a.txt", "\uFEFFhello\r\nworld\n");
        folder.Write("deep/b.txt", "bye");
        folder.Write("readme.txt", "not about a recording");
        var data = Open(folder);

        Assert.AreEqual(("AudioTranscripts", LabelKind.Text, 4), (data.Format, data.Labels, data.Files.Count));
        Assert.AreEqual("a.wav: hello\nworld|deep/b.wav: bye", Text(data));
    }

    /// <summary>The form of LibriSpeech: a list for each folder.</summary>
    [TestMethod]
    public void Lists_name_the_recordings_of_their_folder()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("84/121/84-121-0000.wav", 3);
        folder.WriteRamp("84/121/84-121-0001.wav", 3);
        folder.Write("84/121/84-121.trans.txt", "84-121-0001 GO ON\n84-121-0000 STOP\n");
        var data = Open(folder);

        Assert.AreEqual("84/121/84-121-0000.wav: STOP|84/121/84-121-0001.wav: GO ON", Text(data));
        Assert.HasCount(3, data.Files);
    }

    [TestMethod]
    [DataRow("a.txt", " \n", "MC2008", "'a.txt' has no text")]
    [DataRow("b.txt", "b", "MC2007", "none for 'a.wav'")]
    [DataRow("x.trans.txt", "a one\na two\nb three\n", "MC2008", "names 'a' a second time in line 2")]
    [DataRow("x.trans.txt", "a\nb two\n", "MC2008", "'x.trans.txt' has no text in line 1")]
    [DataRow("x.trans.txt", "a one\nc two\n", "MC2005", "'c.wav', listed in line 2")]
    [DataRow("x.trans.txt", "../x one\n", "MC2008", "outside its own folder")]
    [DataRow("x.trans.txt", "/etc/x one\n", "MC2008", "outside its own folder")]
    [DataRow("x.trans.txt", "a one\n", "MC2007", "none for 'b.wav'")]
    public void Names_what_is_wrong(string name, string text, string code, string part)
    {
        using var folder = new DataFolder();
        folder.WriteRamp("a.wav", 3);
        folder.WriteRamp("b.wav", 3);
        folder.Write(name, text);

        Coded.Error(code, () => Open(folder), part);
    }

    [TestMethod]
    public void Texts_that_are_no_UTF_8_are_refused()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("a.wav", 3);
        folder.Write("a.txt", [0xFF, 0xFE, 0x41]);

        Coded.Error("MC2008", () => Open(folder), "'a.txt'", "UTF-8");
    }

    private static Dataset Open(DataFolder folder) => Dataset.Open(new DatasetSource(folder.Root, AudioSpecs.Of()), [Input]);

    private static string Text(Dataset data) => string.Join('|', data.Read(CancellationToken.None).Select(sample => $"{sample.Id}: {(sample.Label as TextLabel)?.Text}"));
}
