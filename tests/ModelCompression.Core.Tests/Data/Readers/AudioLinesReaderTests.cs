using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class AudioLinesReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, -1);

    [TestMethod]
    public void Reads_paths_and_texts()
    {
        using var folder = Recordings();
        var data = Open(folder, "{\"audio\": \"b.wav\", \"text\": \"hello\", \"id\": 7}\r\n{\"text\": \"bye\", \"audio\": \"sub\\\\a.wav\"}\n");

        Assert.AreEqual(("AudioLines", LabelKind.Text, 3), (data.Format, data.Labels, data.Files.Count));
        Assert.AreEqual("b.wav TextLabel { Text = hello }|sub/a.wav TextLabel { Text = bye }", Text(data));
        Assert.AreEqual((LabelKind.None, "b.wav "), (Open(folder, "{\"audio\": \"b.wav\"}").Labels, Text(Open(folder, "{\"audio\": \"b.wav\"}"))));
    }

    [TestMethod]
    [DataRow("{\"audio\":\"b.wav\",\"text\":\"a\"}\n{\"audio\":\"sub/a.wav\"}\n", "MC2008", "for example line 2")]
    [DataRow("{\"audio\":\"b.wav\",\"text\":\"a\"}\n{\"audio\":\"b.wav\",\"text\":\"a\"}\n", "MC2008", "'b.wav' a second time in line 2")]
    [DataRow("{\"audio\":\"b.wav\",\"text\":\" \"}", "MC2008", "no text as \"text\" in line 1")]
    [DataRow("{\"audio\":\"b.wav\",\"text\":\"\\ud800\"}", "MC2008", "no Unicode as \"text\" in line 1")]
    [DataRow("{\"audio\":7}", "MC2008", "no text as \"audio\" in line 1")]
    [DataRow("{\"audio\":\"b.mp3\"}", "MC2008", "'b.mp3' in line 1, which is no WAV file")]
    [DataRow("{\"audio\":\"../b.wav\"}", "MC2008", "outside its own folder")]
    [DataRow("{\"audio\":\"none.wav\"}", "MC2005", "'none.wav', listed in line 1")]
    [DataRow("{\"audio\":\"b.wav\"}\n[]", "MC2008", "no JSON object in line 2")]
    [DataRow("{\"audio\":\"b.wav\"}\n{", "MC2008", "no valid JSON in line 2")]
    [DataRow("{\"audio\":\"b.wav\"}\n\n{}", "MC2008", "line 2")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = Recordings();

        Coded.Error(code, () => Open(folder, text), part);
    }

    [TestMethod]
    public void Lines_of_texts_are_left_to_their_reader()
    {
        using var folder = new DataFolder();
        var path = folder.Write("a.jsonl", "{\"text\":\"a\"}\n");

        Assert.AreEqual("JsonLines", Dataset.Open(new DatasetSource(path, TextSpecs.WriteTo(folder)), TextSpecs.Inputs).Format);
    }

    private static DataFolder Recordings()
    {
        var folder = new DataFolder();
        folder.WriteRamp("sub/a.wav", 3);
        folder.WriteRamp("b.wav", 3);
        return folder;
    }

    private static Dataset Open(DataFolder folder, string text) => Dataset.Open(new DatasetSource(folder.Write("list.jsonl", text), AudioSpecs.Of()), [Input]);

    private static string Text(Dataset data) => string.Join('|', data.Read(CancellationToken.None).Select(sample => $"{sample.Id} {sample.Label}"));
}
