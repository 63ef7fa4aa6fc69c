using System.Text;
using ModelCompression.Data.Images;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Annotations;

/// <summary>Whatever is changed in a file, reading it gives samples or one error that the user can understand.</summary>
[TestClass]
public sealed class DamagedFilesTests
{
    private const int Changes = 300;

    private static readonly byte[] Coco = Encoding.UTF8.GetBytes(
        """{"images":[{"id":1,"file_name":"images/a.png","width":4,"height":2}],"annotations":[{"id":1,"image_id":1,"category_id":2,"bbox":[1,0,2,1],"iscrowd":0}],"categories":[{"id":2,"name":"cat"}]}""");

    private static readonly byte[] Yaml = Encoding.UTF8.GetBytes("path: .\nval: images\nnames:\n  0: cat\n  1: 'big dog'\nextra: [1, {a: b}]\n");
    private static readonly byte[] Lines = Encoding.UTF8.GetBytes("1 0.25 0.5 0.25 0.5\n0 0.1 0.1 0.9 0.1 0.5 0.9\n");
    private static readonly byte[] Mask = Png.Gray(4, 2, [0, 1, 2, 3, 4, 5, 255, 6]);

    [TestMethod]
    [DataRow("coco.json", "coco.json")]
    [DataRow("data.yaml", "data.yaml")]
    [DataRow("labels/a.txt", "data.yaml")]
    public void Damaged_labels_end_in_samples_or_one_coded_error(string damaged, string opened)
    {
        using var folder = Whole();
        var content = File.ReadAllBytes(folder.PathOf(damaged));

        AssertCoded(content, bytes => folder.Write(damaged, bytes), () => VisionData.ReadAll(folder.PathOf(opened)));
    }

    [TestMethod]
    public void A_damaged_mask_ends_in_pixels_or_one_coded_error()
    {
        using var folder = new DataFolder();

        AssertCoded(Mask, bytes => folder.Write("m.png", bytes), () => PngSamples.Read(folder.PathOf("m.png")));
    }

    private static void AssertCoded<T>(byte[] content, Action<byte[]> write, Func<T> read)
    {
        var random = new Random(5);
        var (good, bad) = (0, 0);
        for (var i = 0; i < Changes; i++)
        {
            var bytes = Changed(content, random);
            write(bytes);
            try
            {
                read();
                good++;
            }
            catch (UserErrorException error)
            {
                Assert.StartsWith("MC2", error.Diagnostic.Code, error.Message);
                bad++;
            }
        }

        Assert.IsTrue(good > 0 && bad > Changes / 10, $"{good} read, {bad} refused");
    }

    /// <summary>Bytes replaced, removed, doubled, or the end cut off; now and then nothing.</summary>
    private static byte[] Changed(byte[] content, Random random)
    {
        var bytes = content.ToList();
        for (var k = random.Next(4); k > 0 && bytes.Count > 0; k--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 9), bytes.Count - at))); break;
                case 3: bytes[at] = (byte)"0-9.e{}[]\",:&*!|\n"[random.Next(17)]; break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }

    private static DataFolder Whole()
    {
        var folder = new DataFolder();
        folder.WriteRamp("images/a.png", 4, 2);
        folder.Write("coco.json", Coco);
        folder.Write("data.yaml", Yaml);
        folder.Write("labels/a.txt", Lines);
        return folder;
    }
}
