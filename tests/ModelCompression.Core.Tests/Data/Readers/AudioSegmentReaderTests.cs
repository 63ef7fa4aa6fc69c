using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

/// <summary>Recordings of 10 and 5 samples at 1000 Hz in frames of 2: middles at 1, 3, 5, 7 and 9 milliseconds.</summary>
[TestClass]
public sealed class AudioSegmentReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, -1);

    [TestMethod]
    public void A_frame_is_positive_when_its_middle_lies_in_a_part()
    {
        using var folder = Recordings();
        var data = Open(folder, "path,start,end\na.wav,0.001,0.003\na.wav,0.0065,0.0075\nb.wav,,\n");

        Assert.AreEqual(("AudioSegments", LabelKind.Frames, 3), (data.Format, data.Labels, data.Files.Count));
        Assert.AreEqual("a.wav 10010|b.wav 000", Text(data));
        Assert.AreEqual("5 3", string.Join(' ', data.Read(CancellationToken.None).Select(sample => sample.Frames)));
    }

    [TestMethod]
    public void Parts_may_overlap_reach_beyond_the_end_and_lie_apart_in_the_list()
    {
        using var folder = Recordings();

        Assert.AreEqual("b.wav 011|a.wav 11111", Text(Open(folder, "start,end,path\n0.002,9,b.wav\n0,0.004,a.wav\n0.0045,0.0046,b.wav\n0.002,0.01,a.wav\n")));
    }

    [TestMethod]
    public void Middles_follow_the_hop()
    {
        using var folder = Recordings();

        Assert.AreEqual("a.wav 01110000", Text(Open(folder, "path,start,end\na.wav,0.002,0.005\n", "\"frame\":3,\"hop\":1")));
    }

    [TestMethod]
    [DataRow("path,start\na.wav,0\n", "MC2008", "without the other")]
    [DataRow("path,start,end\na.wav,0.002,0.001\n", "MC2008", "start 0.002 at or after the end 0.001 in line 2")]
    [DataRow("path,start,end\na.wav,0.002,0.002\n", "MC2008", "at or after")]
    [DataRow("path,start,end\na.wav,-1,1\n", "MC2008", "'-1' as start or end in line 2")]
    [DataRow("path,start,end\na.wav,0,nan\n", "MC2008", "'nan'")]
    [DataRow("path,start,end\na.wav,0,1e999\n", "MC2008", "'1e999'")]
    [DataRow("path,start,end\na.wav,0,\n", "MC2008", "'' as start or end in line 2")]
    [DataRow("path,start,end\na.wav,x,1\n", "MC2008", "'x'")]
    [DataRow("path,start,end\na.wav,0.02,1\n", "MC2007", "line 2 starts at 0.02 s, but 'a.wav' lasts 0.01 s")]
    [DataRow("path,start,end\na.wav,,\na.wav,0,1\n", "MC2008", "'a.wav' beside another one (line 3)")]
    [DataRow("path,start,end\na.wav,0,1\na.wav,,\n", "MC2008", "'a.wav' beside another one (line 3)")]
    [DataRow("path,start,end\na.wav,0,1\n../a.wav,0,1\n", "MC2008", "outside its own folder")]
    [DataRow("path,start,end\na.wav,0,1\nnone.wav,0,1\n", "MC2005", "line 3")]
    [DataRow("path,start,end\na.wav,0,1\nx.mp3,0,1\n", "MC2008", "no WAV file")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = Recordings();

        Coded.Error(code, () => Open(folder, text), part);
    }

    [TestMethod]
    public void A_spec_without_frames_is_refused()
    {
        using var folder = Recordings();

        Coded.Error("MC2011", () => Open(folder, "path,start,end\na.wav,0,1\n", ""), "Set \"frame\" of input 'x'");
    }

    private static DataFolder Recordings()
    {
        var folder = new DataFolder();
        folder.WriteRamp("a.wav", 10);
        folder.WriteRamp("b.wav", 5);
        return folder;
    }

    private static Dataset Open(DataFolder folder, string list, string keys = "\"frame\":2") =>
        Dataset.Open(new DatasetSource(folder.Write("list.csv", list), AudioSpecs.Of(keys)), [Input]);

    private static string Text(Dataset data) =>
        string.Join('|', data.Read(CancellationToken.None).Select(sample => $"{sample.Id} {string.Concat(((FramesLabel)sample.Label!).Positive.Select(positive => positive ? '1' : '0'))}")); // labelled
}
