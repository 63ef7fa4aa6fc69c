using System.Globalization;
using ModelCompression.Core.Tests.Data;
using ModelCompression.Ir;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>
/// Pictures of 8 x 8 pixels with white squares (class 0) and bars (class 1), and a detector with the head of YOLOv8 that finds them: a box of 3 x 3 pixels around every pixel,
/// scored by how well the pixels there fit a template.
/// </summary>
internal static class SquareDetector
{
    private const int Channels = 128;

    public const string Spec = """{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY","scale":0.00392156862745098}},"outputs":{"y":{"decode":"yolo-v8"}}}""";

    private static readonly double[] Square = [1, 1, 1, 1, 1, 1, 1, 1, 1];
    private static readonly double[] Bar = [-1, -1, -1, 2, 2, 2, -1, -1, -1];

    /// <param name="bar">How much of the template of bars is there: with 0 they are not found.</param>
    public static Model Model(double bar = 1)
    {
        var templates = Join(new[] { Square, [.. Bar.Select(value => value * bar)] }.SelectMany(template => Enumerable.Range(0, Channels).SelectMany(_ => template.Select(value => value / Channels))));
        var boxes = Join(Enumerable.Range(0, 4).SelectMany(row => Enumerable.Range(0, 64).Select(place => row switch { 0 => (place % 8) + 0.5, 1 => (place / 8) + 0.5, _ => 3 })));
        return GraphText.Parse($$"""
            input x: float[1,1,8,8]
            e = const float[{{Channels}},1,1,1] fill 1
            c = Conv(x, e)
            r = Relu(c)
            w = const float[2,{{Channels}},3,3] {{{templates}}}
            b = const float[2] {-7, -5}
            f = Conv(r, w, b) <pads=[1,1,1,1]>
            s = Sigmoid(f)
            shape = const int64[3] {1, 2, 64}
            t = Reshape(s, shape)
            boxes = const float[1,4,64] {{{boxes}}}
            y = Concat(boxes, t) <axis=1>
            output y: float[1,6,64]
            """);
    }

    /// <summary>Pictures with one square and one bar each, and their labels as YOLO and as COCO have them.</summary>
    public static void Write(DataFolder folder, int count)
    {
        var (images, annotations) = (new List<string>(), new List<string>());
        for (var i = 0; i < count; i++)
        {
            var (square, bar) = ((X: i % 2, Y: i / 2 % 2), (X: 5 - (i % 2), Y: 5 - (i / 2 % 2)));
            var pixels = new byte[64];
            Fill(pixels, square.X, square.Y, 3);
            Fill(pixels, bar.X, bar.Y + 1, 1);
            folder.Write($"images/{i:00}.png", Png.Gray(8, 8, pixels));
            folder.Write($"labels/{i:00}.txt", string.Create(CultureInfo.InvariantCulture, $"0 {(square.X + 1.5) / 8} {(square.Y + 1.5) / 8} 0.375 0.375\n1 {(bar.X + 1.5) / 8} {(bar.Y + 1.5) / 8} 0.375 0.375\n"));
            images.Add($$"""{"id":{{i}},"file_name":"{{i:00}}.png","width":8,"height":8}""");
            annotations.Add($$"""{"id":{{2 * i}},"image_id":{{i}},"category_id":3,"bbox":[{{square.X}},{{square.Y}},3,3],"iscrowd":0},{"id":{{(2 * i) + 1}},"image_id":{{i}},"category_id":5,"bbox":[{{bar.X}},{{bar.Y}},3,3],"iscrowd":0}""");
        }

        folder.Write("coco.json", $$"""{"images":[{{string.Join(',', images)}}],"annotations":[{{string.Join(',', annotations)}}],"categories":[{"id":3,"name":"square"},{"id":5,"name":"bar"}]}""");
        folder.Write("spec.json", Spec);
    }

    private static void Fill(byte[] pixels, int left, int top, int height)
    {
        for (var i = 0; i < 3 * height; i++)
        {
            pixels[((top + (i / 3)) * 8) + left + (i % 3)] = 255;
        }
    }

    private static string Join(IEnumerable<double> values) => string.Join(", ", values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
