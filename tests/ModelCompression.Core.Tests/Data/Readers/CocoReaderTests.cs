using ModelCompression.Core.Tests.Data.Annotations;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class CocoReaderTests
{
    private const string Images = """{"id":7,"file_name":"b.png","width":8,"height":8},{"id":3,"file_name":"a.png","width":4,"height":2}""";
    private const string Categories = """{"id":90,"name":"dog"},{"id":1,"name":"cat","supercategory":"animal"}""";
    private const string Good = """{"id":1,"image_id":3,"category_id":90,"bbox":[1,0,2,1],"iscrowd":0}""";

    [TestMethod]
    public void Images_and_categories_are_in_the_order_of_their_ids_and_boxes_in_pixels_of_the_input()
    {
        using var folder = Pictures();
        var path = folder.Write("x.json", File(
            annotations: """{"id":5,"image_id":3,"category_id":90,"bbox":[1,0,2,1],"area":2,"segmentation":[[1,0,3,0,3,1]],"iscrowd":0},{"id":2,"image_id":3,"category_id":1,"bbox":[0,0,4,2],"iscrowd":1,"segmentation":{"counts":[1,2],"size":[2,4]}}"""));
        var dataset = VisionData.Open(path);
        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual(("Coco", LabelKind.Boxes), (dataset.Format, dataset.Labels));
        CollectionAssert.AreEqual(new[] { "a.png", "b.png" }, samples.Ids());
        Assert.AreEqual("1 2 2 6 4; 0* 0 2 8 6", samples[0].Objects()); // 4 x 2 pixels are letterboxed to 8 x 4, two rows below the top
        Assert.AreEqual("", samples[1].Objects());
        Assert.HasCount(3, dataset.Files);
    }

    [TestMethod]
    [DataRow("x.json", "a.png")]
    [DataRow("x.json", "images/a.png")]
    [DataRow("instances_val.json", "val/a.png")]
    [DataRow("val.json", "images/val/a.png")]
    [DataRow("annotations/instances_val.json", "val/a.png")]
    [DataRow("annotations/instances_val.json", "images/val/a.png")]
    [DataRow("annotations/instances_val.json", "images/a.png")]
    [DataRow("annotations/instances_val.json", "a.png")]
    [DataRow("_annotations.coco.json", "a.png")]
    public void Images_lie_where_such_data_sets_have_them(string json, string image)
    {
        using var folder = new DataFolder();
        folder.WriteRamp(image, 4, 2);
        var path = folder.Write(json, File(images: """{"id":3,"file_name":"a.png"}"""));

        Assert.AreEqual("1 2 2 6 4", VisionData.ReadAll(path)[0].Objects());
    }

    [TestMethod]
    public void A_folder_with_its_annotations_in_it_is_enough()
    {
        using var folder = Pictures();
        folder.Write("_annotations.coco.json", File());

        Assert.AreEqual("Coco", VisionData.Open(folder.Root).Format);
    }

    [TestMethod]
    public void Names_of_the_model_decide_about_classes_and_unused_categories_need_none()
    {
        using var folder = Pictures();
        var path = folder.Write("x.json", File());

        Assert.AreEqual("2 2 2 6 4", VisionData.ReadAll(path, ["bird", "horse", "dog"])[0].Objects());
        Coded.Error("MC2007", () => VisionData.Open(path, ["cat", "bird"]), "category 90", "'dog'", "Labels");
        Coded.Error("MC2007", () => VisionData.Open(path, classes: 1), "category 90", "the model has 1 classes");
    }

    [TestMethod]
    public void Without_annotations_there_are_no_labels()
    {
        using var folder = Pictures();

        Assert.IsFalse(VisionData.Open(folder.Write("x.json", $$"""{"images":[{{Images}}]}""")).HasLabels);
        Assert.IsNull(VisionData.ReadAll(folder.Write("y.json", File(annotations: "")))[0].Label);
    }

    /// <summary>The file has 2 x 4 pixels to be turned right; the JSON gives the stored size, so the stored corner of 1 x 1 is the upright one at the right end, letterboxed by 2.</summary>
    [TestMethod]
    public void Boxes_count_in_the_picture_whose_size_is_given()
    {
        using var folder = new DataFolder();
        folder.Write("a.png", TurnedPng());
        var stored = """{"id":3,"file_name":"a.png","width":2,"height":4}""";
        var upright = """{"id":3,"file_name":"a.png","width":4,"height":2}""";
        var box = """{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,1,1]}""";

        Assert.AreEqual("0 6 2 8 4", VisionData.ReadAll(folder.Write("x.json", File(stored, annotations: box)))[0].Objects());
        Assert.AreEqual("0 0 2 2 4", VisionData.ReadAll(folder.Write("y.json", File(upright, annotations: box)))[0].Objects());
        Coded.Error("MC2008", () => VisionData.ReadAll(folder.Write("z.json", File("""{"id":3,"file_name":"a.png","width":5,"height":2}""", annotations: box))), "5 x 2", "4 x 2");
    }

    [TestMethod]
    [DataRow("", "MC2008", "no valid JSON")]
    [DataRow("[]", "MC2008", "no COCO file")]
    [DataRow("{}", "MC2008", "no list 'images'")]
    [DataRow("{\"images\":[\n{\"id\":1,}]}", "MC2008", "no valid JSON in line 2")]
    [DataRow("{\"images\":[]} x", "MC2008", "no valid JSON in line 1")]
    [DataRow("{\"images\":[]}", "MC2006", "holds no images")]
    [DataRow("{\"images\":{}}", "MC2008", "'images' that is no list in line 1")]
    [DataRow("{\"images\":[],\n\"images\":[]}", "MC2008", "'images' twice in line 2")]
    [DataRow("{\"images\":[\n7]}", "MC2008", "'images' in line 2 that is no object")]
    [DataRow("{\"images\":[{\"file_name\":\"a.png\"}]}", "MC2008", "no whole number 'id'")]
    [DataRow("{\"images\":[{\"id\":\"1\",\"file_name\":\"a.png\"}]}", "MC2008", "no whole number 'id'")]
    [DataRow("{\"images\":[{\"id\":1}]}", "MC2008", "no text 'file_name'")]
    [DataRow("{\"images\":[{\"id\":1,\"file_name\":\"a.png\"},\n{\"id\":1,\"file_name\":\"b.png\"}]}", "MC2008", "line 2 that has an id that was there before")]
    [DataRow("{\"images\":[{\"id\":1,\"file_name\":\"none.png\"}]}", "MC2005", "neither beside that file nor in 'images', 'x', 'images/x'")]
    [DataRow("{\"images\":[{\"id\":1,\"file_name\":\"a.png\"},\n{\"id\":2,\"file_name\":\"none.png\"}]}", "MC2005", "line 2")]
    [DataRow("{\"images\":[{\"id\":1,\"file_name\":\"../a.png\"}]}", "MC2008", "outside its own folder")]
    [DataRow("{\"images\":[{\"id\":1,\"file_name\":\"/etc/hosts\"}]}", "MC2008", "outside its own folder")]
    [DataRow("{\"images\":[{\"id\":1,\"file_name\":\"\\ud800\"}]}", "MC2008", "no valid JSON")]
    [DataRow("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "MC2003", "git-LFS")]
    public void Names_what_is_wrong_in_the_file(string text, string code, string part)
    {
        using var folder = Pictures();

        Coded.Error(code, () => VisionData.Open(folder.Write("x.json", text)), part);
    }

    [TestMethod]
    [DataRow("""{"id":1,"image_id":9,"category_id":1,"bbox":[0,0,1,1]}""", "annotation 1 in line 1, whose image 9 does not exist")]
    [DataRow("""{"id":1,"image_id":3,"category_id":9,"bbox":[0,0,1,1]}""", "whose category 9 does not exist")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1}""", "'annotations' in line 1 that has no 'bbox'")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,1]}""", "no 'bbox' of four numbers")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,-1,1]}""", "negative width or height")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,1e999,1]}""", "no number of pixels")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[0,"0",1,1]}""", "no number of pixels")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[5,0,1,1]}""", "outside its image")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,1,1],"iscrowd":2}""", "neither 0 nor 1")]
    [DataRow("""{"id":1,"image_id":3,"bbox":[0,0,1,1]}""", "no whole number 'category_id'")]
    [DataRow("""{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,1,1]},{"id":1,"image_id":3,"category_id":1,"bbox":[0,0,1,1]}""", "id that was there before")]
    public void Names_what_is_wrong_with_an_annotation(string annotation, string part)
    {
        using var folder = Pictures();

        Coded.Error("MC2008", () => VisionData.Open(folder.Write("x.json", File(annotations: annotation))), "'x.json'", part);
    }

    [TestMethod]
    public void Two_categories_of_one_name_are_refused()
    {
        using var folder = Pictures();

        Coded.Error("MC2008", () => VisionData.Open(folder.Write("x.json", File(categories: """{"id":1,"name":"cat"},{"id":90,"name":"cat"}"""))), "'cat'");
    }

    private static string File(string images = Images, string annotations = Good, string categories = Categories) =>
        $$"""{"info":{"year":2026},"annotations":[{{annotations}}],"images":[{{images}}],"categories":[{{categories}}]}""";

    private static DataFolder Pictures()
    {
        var folder = new DataFolder();
        folder.WriteRamp("a.png", 4, 2);
        folder.WriteRamp("b.png", 8, 8);
        return folder;
    }

    /// <summary>2 x 4 gray pixels with an EXIF orientation of 6: to be turned to the right.</summary>
    private static byte[] TurnedPng()
    {
        byte[] exif = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        return [.. Png.Header(2, 4), .. Png.Chunk("eXIf", exif), .. Png.Chunk("IDAT", Png.Deflate(new byte[12])), .. Png.Chunk("IEND", [])];
    }
}
