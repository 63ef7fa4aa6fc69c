using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Search;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Metrics;
using ModelCompression.Onnx;
using ModelCompression.OnnxRuntime;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Pictures of the samples that changed.</summary>
[TestClass]
public sealed class ThumbnailsTests
{
    private const string Text = "input x: float[1,1,2,2] f = Flatten(x) w = const float[4,2] seed 1 y = MatMul(f, w) output y";
    private const string Spec = """{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY","scale":1}}}""";

    [TestMethod]
    public void A_changed_sample_is_shown_as_it_is_in_the_data()
    {
        using var folder = new DataFolder();
        for (var i = 0; i < 4; i++)
        {
            folder.Write($"val/{i % 2}/{i}.png", Png.Gray(2, 2, [(byte)i, 0, 0, 0]));
        }

        using var data = Open(folder);
        var pictures = data.Thumbnails([new ChangedSample("1/3.png", 1, true) { Index = 3 }]);

        var picture = StbImageSharp.ImageResult.FromMemory(pictures["1/3.png"], StbImageSharp.ColorComponents.Grey);
        CollectionAssert.AreEqual(new byte[] { 3, 0, 0, 0 }, picture.Data);
        Assert.HasCount(1, pictures);
    }

    [TestMethod]
    public void A_file_that_went_away_is_left_out()
    {
        using var folder = new DataFolder();
        folder.Write("val/0/0.png", Png.Gray(2, 2, [0, 0, 0, 0]));
        folder.Write("val/1/1.png", Png.Gray(2, 2, [0, 0, 0, 0]));
        using var data = Open(folder);
        File.Delete(folder.PathOf("val/0/0.png"));

        Assert.IsEmpty(data.Thumbnails([new ChangedSample("0/0.png", 0, true) { Index = 0 }]));
    }

    [TestMethod]
    public void Places_of_verdict_samples_lead_back_to_the_data()
    {
        var split = new TuningSplit(300, 7);
        var verdict = split.Verdict(Enumerable.Range(0, 300)).ToList();

        Assert.AreEqual(verdict[0], split.VerdictIndex(0));
        Assert.AreEqual(verdict[123], split.VerdictIndex(123));
    }

    private static DataSets Open(DataFolder folder)
    {
        folder.Write("spec.json", Spec);
        var model = GraphText.Parse(Text);
        OnnxWriter.Write(model, folder.PathOf("m.onnx"));
        var values = new Dictionary<string, string> { ["ValidationData"] = "val", ["Preprocess"] = "spec.json" };
        var options = new OptionReader(new OptionDefinitions(new Catalog()), new DiagnosticList()).Read(values, folder.Root);
        return DataSets.Open(options, model, searches: false, new OrtRunnerFactory(), folder.PathOf("m.onnx"));
    }
}
