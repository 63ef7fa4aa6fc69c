using ModelCompression.Onnx;
using ModelCompression.Testing;

namespace ModelCompression.Build.Tests;

/// <summary>A model of 400 kB that classifies images of 8 x 8 pixels into four classes, with images and a preprocessing spec.</summary>
internal static class SmallModel
{
    public const int ImageSize = 8;

    private const int Classes = 4;

    private const string Graph = """
        input image: float[N,3,8,8]
        f = Flatten(image) <axis=1>
        w1 = const float[192,512] seed 1
        h = MatMul(f, w1)
        r = Relu(h)
        w2 = const float[512,4] seed 2
        scores: float[N,4] = MatMul(r, w2)
        output scores: float[N,4]
        """;

    public const string Preprocessing = """
        {
          "schema": 1,
          "inputs": {
            "image": {
              "type": "image", "color": "RGB", "exif": "ignore", "steps": [],
              "scale": 0.00392156862745098, "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "layout": "NCHW", "dtype": "float32"
            }
          }
        }
        """;

    /// <summary>Writes the model; with <paramref name="maxBytes"/> its weights into a file beside it.</summary>
    public static void Write(string path, long maxBytes = OnnxWriter.DefaultMaxBytes, int seed = 1)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? path);
        OnnxWriter.Write(GraphText.Parse(Graph.Replace("seed 1", $"seed {seed}", StringComparison.Ordinal)), path, maxBytes);
    }

    /// <summary>Writes images and their list, <c>list.csv</c>, into a folder. The labels are the classes in turn: the model is as good as a guess.</summary>
    public static void WriteImages(string folder, int count, int seed)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string> { "path,label" };
        for (var i = 0; i < count; i++)
        {
            WriteImage(Path.Combine(folder, $"{i}.bmp"), seed + i);
            lines.Add($"{i}.bmp,{i % Classes}");
        }

        File.WriteAllLines(Path.Combine(folder, "list.csv"), lines);
    }

    /// <summary>A bitmap of 24 bits a pixel: two headers of 14 and 40 bytes, then rows without padding.</summary>
    public static void WriteImage(string path, int seed)
    {
        var pixels = new byte[ImageSize * ImageSize * 3];
        new Random(seed).NextBytes(pixels);
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("BM"u8);
        writer.Write(54 + pixels.Length);
        writer.Write(0);
        writer.Write(54);
        writer.Write(40);
        writer.Write(ImageSize);
        writer.Write(ImageSize);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(0);
        writer.Write(pixels.Length);
        writer.Write(0L);
        writer.Write(0L);
        writer.Write(pixels);
    }
}
