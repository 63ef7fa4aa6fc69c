using ModelCompression.Core.Tests.Data.Annotations;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class YoloReaderTests
{
    [TestMethod]
    public void Boxes_are_shares_of_the_picture_and_come_in_pixels_of_the_input()
    {
        using var folder = Simple();
        var dataset = VisionData.Open(folder.Root);
        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual("Yolo", dataset.Format);
        Assert.AreEqual(LabelKind.Boxes, dataset.Labels);
        CollectionAssert.AreEqual(new[] { "images/a.png", "images/b.png" }, samples.Ids());
        Assert.AreEqual("1 1 3 3 5; 0 4 2 8 6", samples[0].Objects()); // 4 x 2 pixels are letterboxed to 8 x 4, two rows below the top
        Assert.AreEqual(new Box(0, 2, 8, 6), ((BoxesLabel)(samples[0].Label ?? throw new AssertFailedException())).Picture);
        Assert.AreEqual("", samples[1].Objects());
        CollectionAssert.AreEqual(new[] { "images/a.png", "images/b.png", "labels/a.txt" }, dataset.Files.Select(file => Path.GetRelativePath(folder.Root, file)).ToArray());
    }

    [TestMethod]
    public void With_several_image_inputs_boxes_count_in_the_first()
    {
        using var folder = Simple();
        var spec = PreprocessingSpec.Parse(
            """{"schema":1,"inputs":{"b":{"type":"image","color":"GRAY"},"a":{"type":"image","color":"GRAY","steps":[{"resize":{"mode":"stretch","size":[20,40]}}]}}}""", "two");

        var samples = Coded.ReadAll(new DatasetSource(folder.Root, spec), Ports.Floats("a", 1, 1, -1, -1), Ports.Floats("b", 1, 1, -1, -1));

        Assert.AreEqual("1 5 5 15 15; 0 20 0 40 20", samples[0].Objects());
    }

    [TestMethod]
    public void A_polygon_stands_for_its_box_and_equal_lines_count_once()
    {
        using var folder = Simple();
        folder.Write("labels/a.txt", "2 0.25 0 0.75 0.5 0.5 1\n2 0.25 0 0.75 0.5 0.5 1\n\n");

        Assert.AreEqual("2 2 2 6 6", VisionData.ReadAll(folder.Root)[0].Objects());
    }

    [TestMethod]
    [DataRow("val: images/val\n", "images/val/v.png")]
    [DataRow("path: .\nval: ./images/val\ntrain: images/train\n", "images/val/v.png")]
    [DataRow("train: images/train\n", "images/train/t.png")]
    [DataRow("val: [images/val, images/train]\n", "images/val/v.png images/train/t.png")]
    [DataRow("val: ../images/val\n", "images/val/v.png")]
    [DataRow("path: images\nval: val\n", "images/val/v.png")]
    [DataRow("val: val.txt\n", "images/val/v.png")]
    public void Data_yaml_says_which_images(string yaml, string ids)
    {
        using var folder = Split();
        folder.Write("val.txt", "./images/val/v.png\n");
        var file = folder.Write("data.yaml", "nc: 2\nnames:\n  0: cat\n  1: dog\ndownload: |\n  from x import y\nextra: {deep: {deeper: [1, 2]}}\n" + yaml);

        foreach (var path in new[] { folder.Root, file })
        {
            var samples = VisionData.ReadAll(path);
            CollectionAssert.AreEqual(ids.Split(' '), samples.Ids());
            Assert.AreEqual(ids.StartsWith("images/val", StringComparison.Ordinal) ? "1 0 0 8 8" : "0 0 0 8 8", samples[0].Objects());
        }

        Assert.Contains(file, VisionData.Open(file).Files);
    }

    [TestMethod]
    public void A_split_can_be_named_by_its_folder_of_images()
    {
        using var folder = Split();
        var samples = VisionData.ReadAll(folder.PathOf("images/val"));

        CollectionAssert.AreEqual(new[] { "v.png" }, samples.Ids());
        Assert.AreEqual("1 0 0 8 8", samples[0].Objects());
        CollectionAssert.AreEqual(new[] { "train/t.png", "val/v.png" }, VisionData.ReadAll(folder.PathOf("images")).Ids());
        CollectionAssert.AreEqual(new[] { "images/train/t.png", "images/val/v.png" }, VisionData.ReadAll(folder.Root).Ids());
        Assert.Contains("../../labels/val/v.txt", VisionData.Open(folder.PathOf("images/val")).Files.Select(file => Path.GetRelativePath(folder.PathOf("images/val"), file).Replace('\\', '/')).ToList());
    }

    [TestMethod]
    public void Folders_of_each_part_hold_images_and_labels()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("valid/images/v.png", 8, 8);
        folder.Write("valid/labels/v.txt", "0 0.5 0.5 1 1");
        folder.Write("data.yaml", "val: ../valid/images\nnames: [cat]\n");

        Assert.AreEqual("0 0 0 8 8", VisionData.ReadAll(folder.Root)[0].Objects());
        Assert.AreEqual("0 0 0 8 8", VisionData.ReadAll(folder.PathOf("valid"))[0].Objects());
    }

    [TestMethod]
    public void Names_of_the_model_decide_about_classes()
    {
        using var folder = Split();
        folder.Write("data.yaml", "val: images/val\nnames: [cat, dog]\n");

        Assert.AreEqual("0 0 0 8 8", VisionData.ReadAll(folder.Root, ["dog", "bird", "cat"])[0].Objects());
        Coded.Error("MC2007", () => VisionData.ReadAll(folder.Root, ["cat", "bird"]), "line 1 of 'v.txt'", "'dog'", "Labels");
    }

    [TestMethod]
    [DataRow("0 0.5 0.5 1", "MC2008", "4 fields in line 1")]
    [DataRow("\n0 0.5 0.5 1 1 1", "MC2008", "6 fields in line 2")]
    [DataRow("x 0.5 0.5 1 1", "MC2008", "'x' in line 1")]
    [DataRow("-1 0.5 0.5 1 1", "MC2008", "'-1' in line 1")]
    [DataRow("0 0.5 1.5 1 1", "MC2008", "'1.5' in line 1")]
    [DataRow("0 -0.5 0.5 1 1", "MC2008", "'-0.5' in line 1")]
    [DataRow("0 NaN 0.5 1 1", "MC2008", "'NaN' in line 1")]
    [DataRow("0 0.5 0,5 1 1", "MC2008", "'0,5' in line 1")]
    [DataRow("0 0 0 1 1 1e999 0", "MC2008", "line 1")]
    [DataRow("0 0.5 0.5 1 1\n3 0.5 0.5 1 1", "MC2007", "line 2 of 'a.txt' has class 3; the classes are 0 to 2")]
    [DataRow("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "MC2003", "git-LFS")]
    public void Names_what_is_wrong_in_a_label_file(string text, string code, string part)
    {
        using var folder = Simple();
        folder.Write("labels/a.txt", text);

        Coded.Error(code, () => VisionData.ReadAll(folder.Root, classes: 3), "a.txt", part);
    }

    [TestMethod]
    [DataRow("names: [a, b]\n", "MC2008", "names no images")]
    [DataRow("val: [\n", "MC2008", "line")]
    [DataRow("- images\n", "MC2008", "no map")]
    [DataRow("", "MC2008", "no map")]
    [DataRow("val: images/val\nval: images/train\n", "MC2008", "second time in line 2")]
    [DataRow("val: &a images/val\ntest: *a\n", "MC2008", "anchor, alias or tag in line 1")]
    [DataRow("val: !!python/object images/val\n", "MC2008", "anchor, alias or tag in line 1")]
    [DataRow("val: images/none\n", "MC2005", "named in line 1")]
    [DataRow("val: /etc\n", "MC2008", "outside its own folder")]
    [DataRow("path: /etc\nval: x\n", "MC2008", "outside its own folder")]
    [DataRow("path: ../other\nval: images\n", "MC2008", "outside its own folder")]
    [DataRow("val: images/../../x\n", "MC2008", "outside its own folder")]
    [DataRow("val: images/val\nnames: {0: a, 2: b}\n", "MC2008", "class '2' in line 2")]
    [DataRow("val: images/val\nnames: [a, a]\n", "MC2008", "'a' for the second time")]
    [DataRow("val: images/val\nnames: [a]\n", "MC2007", "class 1; the classes are 0 to 0")]
    [DataRow("val: list.txt\n", "MC2008", "line 2")]
    public void Names_what_is_wrong_in_data_yaml(string yaml, string code, string part)
    {
        using var folder = Split();
        folder.Write("list.txt", "images/val/v.png\n../secret.png\n");
        folder.Write("data.yaml", yaml);

        Coded.Error(code, () => VisionData.ReadAll(folder.Root), part);
    }

    [TestMethod]
    public void Images_without_any_labels_are_an_error_that_says_where_they_belong()
    {
        using var folder = Simple();
        File.Move(folder.PathOf("labels/a.txt"), folder.PathOf("labels/other.txt"));

        Coded.Error("MC2007", () => VisionData.Open(folder.Root), "none of its 2 images", "'labels/a.txt'");
    }

    [TestMethod]
    public void Folders_of_images_are_still_classes()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("cat/a.png", 8, 8);
        folder.WriteRamp("images/b.png", 8, 8);

        Assert.AreEqual("ImageFolder", VisionData.Open(folder.Root).Format);

        folder.WriteRamp("data/images/cat/a.png", 8, 8);
        folder.Write("data/labels/names.txt", "cat");
        Assert.AreEqual("ImageFolder", VisionData.Open(folder.PathOf("data/images")).Format);
    }

    [TestMethod]
    public void Links_are_refused()
    {
        using var folder = Simple();
        using var outside = new DataFolder();
        outside.Write("a.txt", "0 0.5 0.5 1 1");
        Directory.Delete(folder.PathOf("labels"), recursive: true);
        Directory.CreateSymbolicLink(folder.PathOf("labels"), outside.Root);

        Coded.Error("MC2008", () => VisionData.Open(folder.Root), "symbolic link");
        folder.Write("data.yaml", "val: images\n");
        Coded.Error("MC2008", () => VisionData.Open(folder.PathOf("data.yaml")), "symbolic link");
    }

    [TestMethod]
    public void An_image_without_a_spec_is_refused()
    {
        using var folder = Simple();

        Coded.Error("MC2011", () => Dataset.Open(new DatasetSource(folder.Root), [VisionData.Input]), "Preprocess");
    }

    /// <summary>a.png is 4 x 2 with two objects, b.png has none.</summary>
    private static DataFolder Simple()
    {
        var folder = new DataFolder();
        folder.WriteRamp("images/a.png", 4, 2);
        folder.WriteRamp("images/b.png", 8, 8);
        folder.Write("labels/a.txt", "1 0.25 0.5 0.25 0.5\n0 0.75 0.5 0.5 1\n");
        return folder;
    }

    private static DataFolder Split()
    {
        var folder = new DataFolder();
        folder.WriteRamp("images/train/t.png", 8, 8);
        folder.WriteRamp("images/val/v.png", 8, 8);
        folder.Write("labels/train/t.txt", "0 0.5 0.5 1 1");
        folder.Write("labels/val/v.txt", "1 0.5 0.5 1 1");
        return folder;
    }
}
