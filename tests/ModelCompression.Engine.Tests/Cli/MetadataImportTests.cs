using System.Text;

namespace ModelCompression.Engine.Tests.Cli;

/// <summary>What an exporter left in the model is enough to judge it by a folder of images.</summary>
[TestClass]
public sealed class MetadataImportTests
{
    private const int Side = 4;

    /// <summary>Scores of a picture are the means of its channels. The folders' order is not the model's.</summary>
    private const string Graph = """
        input images: float[1,3,4,4]
        means = GlobalAveragePool(images)
        output0 = Flatten(means) <axis=1>
        output output0: float[1,3]
        """;

    [TestMethod]
    public void Names_size_and_task_of_the_model_make_the_spec()
    {
        using var workspace = new Workspace();
        workspace.Write("colors.onnx", [.. Classifier.ToBytes(Graph), .. Metadata("task", "classify"), .. Metadata("names", "{0: 'red', 1: 'green', 2: 'blue'}"), .. Metadata("imgsz", "[4, 4]")]);
        workspace.Write("data/blue/a.bmp", Bitmap(200, 100, 0));
        workspace.Write("data/green/a.bmp", Bitmap(10, 90, 20));
        workspace.Write("data/green/b.bmp", Bitmap(90, 10, 20));
        workspace.Write("data/red/a.bmp", Bitmap(0, 0, 255));

        var json = workspace.Run("evaluate", "colors.onnx", "--validation-data", "data", "--preprocess", "metadata", "--json").Exits(0).Json;

        Assert.AreEqual("Top1", json.GetProperty("metric").GetProperty("name").GetString());
        Assert.AreEqual(0.75, json.GetProperty("metric").GetProperty("compressed").GetDouble());
        var spec = json.GetProperty("preprocessing").GetString();
        StringAssert.Contains(spec, "\"classes\"");
        StringAssert.Contains(spec, "\"softmax-topk\"");
    }

    /// <summary>One entry of <c>metadata_props</c>, field 14 of a model, which may follow anything.</summary>
    private static byte[] Metadata(string key, string value)
    {
        byte[] entry = [.. Text(1, key), .. Text(2, value)];
        return [(14 << 3) | 2, (byte)entry.Length, .. entry];

        static byte[] Text(int field, string text) => [(byte)((field << 3) | 2), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
    }

    /// <summary>A square of one colour, larger than the model's input, with 24 bits a pixel.</summary>
    private static byte[] Bitmap(byte blue, byte green, byte red)
    {
        const int Size = Side * 2;
        const int Header = 54;
        byte[] pixels = [.. Enumerable.Repeat(new[] { blue, green, red }, Size * Size).SelectMany(pixel => pixel)];
        return
        [
            .. "BM"u8, .. BitConverter.GetBytes(Header + pixels.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(Header), .. BitConverter.GetBytes(40), .. BitConverter.GetBytes(Size), .. BitConverter.GetBytes(Size),
            1, 0, 24, 0, .. new byte[24], .. pixels,
        ];
    }
}
