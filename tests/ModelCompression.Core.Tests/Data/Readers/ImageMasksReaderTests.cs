using ModelCompression.Core.Tests.Data.Annotations;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class ImageMasksReaderTests
{
    [TestMethod]
    public void Masks_have_the_size_of_the_input_and_nothing_in_its_padding()
    {
        using var folder = Simple();
        var dataset = VisionData.Open(folder.Root);
        var sample = dataset.Read(CancellationToken.None).Single();
        var label = (ClassMapLabel)(sample.Label ?? throw new AssertFailedException());

        Assert.AreEqual(("ImageMasks", LabelKind.ClassMap, "images/val/a.png"), (dataset.Format, dataset.Labels, sample.Id));
        Assert.AreEqual((8, 8), (label.Width, label.Height));
        Assert.AreEqual("........|........|00112233|00112233|4455..66|4455..66|........|........", Text(label)); // 4 x 2 pixels are doubled, two rows below the top
        Assert.HasCount(2, dataset.Files);
    }

    [TestMethod]
    [DataRow(6L, "class 6 at column 3, row 1; the classes are 0 to 5")]
    [DataRow(1L, "class 1 at column 1, row 0; the classes are 0 to 0")]
    public void Classes_the_model_does_not_have_are_refused(long classes, string part)
    {
        using var folder = Simple();

        Coded.Error("MC2007", () => VisionData.ReadAll(folder.Root, classes: classes), "'masks/val/a.png'", part);
    }

    [TestMethod]
    public void Class_names_limit_the_classes()
    {
        using var folder = Simple();

        Coded.Error("MC2007", () => VisionData.ReadAll(folder.Root, ["road", "sky"]), "classes are 0 to 1");
    }

    [TestMethod]
    public void A_mask_of_another_size_is_refused()
    {
        using var folder = Simple();
        folder.Write("masks/val/a.png", Png.Gray(2, 4, new byte[8]));

        Coded.Error("MC2008", () => VisionData.ReadAll(folder.Root), "'a.png'", "2 x 4", "4 x 2");
    }

    [TestMethod]
    public void A_missing_mask_and_two_masks_are_refused()
    {
        using var folder = Simple();
        folder.WriteRamp("images/val/b.png", 4, 2);
        Coded.Error("MC2005", () => VisionData.Open(folder.Root), "'images/val/b.png'", "'masks/val/b.png'");

        folder.Write("masks/val/b.png", Png.Gray(4, 2, new byte[8]));
        folder.Write("masks/val/b.bmp", "x");
        Coded.Error("MC2008", () => VisionData.Open(folder.Root), "'masks/val/b.bmp' or 'masks/val/b.png'");
    }

    [TestMethod]
    public void A_mask_that_is_no_png_is_refused()
    {
        using var folder = Simple();
        File.Move(folder.PathOf("masks/val/a.png"), folder.PathOf("masks/val/a.jpg"));
        File.WriteAllText(folder.PathOf("masks/val/a.jpg"), "no image");

        Coded.Error("MC2008", () => VisionData.ReadAll(folder.Root), "'a.jpg'", "save it as a PNG");
    }

    [TestMethod]
    public void A_git_lfs_pointer_is_refused()
    {
        using var folder = Simple();
        folder.Write("masks/val/a.png", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

        Coded.Error("MC2003", () => VisionData.ReadAll(folder.Root), "a.png");
    }

    [TestMethod]
    public void A_folder_that_has_labels_too_could_be_either()
    {
        using var folder = Simple();
        folder.Write("labels/val/a.txt", "");

        Coded.Error("MC2005", () => VisionData.Open(folder.Root), "could be ImageMasks or Yolo");
    }

    private static string Text(ClassMapLabel label) =>
        string.Join('|', label.Classes.ToArray().Select(value => value == 255 ? '.' : (char)('0' + value)).Chunk(label.Width).Select(row => new string(row)));

    private static DataFolder Simple()
    {
        var folder = new DataFolder();
        folder.WriteRamp("images/val/a.png", 4, 2);
        folder.Write("masks/val/a.png", Png.Gray(4, 2, [0, 1, 2, 3, 4, 5, 255, 6]));
        return folder;
    }
}
