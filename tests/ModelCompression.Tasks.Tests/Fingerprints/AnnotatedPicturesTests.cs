using ModelCompression.Tasks.Fingerprints;

namespace ModelCompression.Tasks.Tests.Fingerprints;

[TestClass]
public sealed class AnnotatedPicturesTests
{
    [TestMethod]
    [DataRow("data.yaml", "data.yaml images/val/v.png labels/val/v.txt other/o.png")]
    [DataRow("images/val", "images/val/v.png labels/val/v.txt")]
    [DataRow("images", "images/val/v.png labels/val/v.txt")]
    [DataRow("other", "other/o.png")]
    public void Yolo_data_have_labels_beside_their_images(string path, string expected) =>
        Check(path, expected, "data.yaml", "images/val/v.png", "labels/val/v.txt", "other/o.png");

    [TestMethod]
    [DataRow("annotations/instances_val2017.json", "annotations/instances_val2017.json val2017/v.jpg", "annotations/instances_val2017.json", "val2017/v.jpg", "train2017/t.jpg", "images/i.jpg")]
    [DataRow("annotations/instances_val.json", "annotations/instances_val.json images/val/v.jpg", "annotations/instances_val.json", "images/val/v.jpg", "images/train/t.jpg")]
    [DataRow("annotations/val.json", "annotations/val.json images/v.jpg", "annotations/val.json", "images/v.jpg", "other/o.jpg")]
    [DataRow("annotations/val.json", "annotations/val.json v.jpg", "annotations/val.json", "v.jpg")]
    [DataRow("valid/_annotations.coco.json", "valid/_annotations.coco.json valid/v.jpg", "valid/_annotations.coco.json", "valid/v.jpg", "train/t.jpg")]
    public void A_coco_file_has_its_pictures_where_the_engine_looks(string path, string expected, params string[] files) => Check(path, expected, files);

    private static void Check(string path, string expected, params string[] files)
    {
        var root = Directory.CreateTempSubdirectory("pictures-").FullName;
        try
        {
            foreach (var file in files.Select(file => Path.Combine(root, file)))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file) ?? root);
                File.WriteAllText(file, "x");
            }

            Assert.AreEqual(expected, string.Join(' ', DataFiles.Stamps(root, path).Select(line => line.Split('|')[0].Replace('\\', '/'))));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
