using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class ImageFolderReaderTests
{
    private static readonly Port Input = Ports.Floats("image", -1, 1, 2, 3);
    private static readonly PreprocessingSpec Gray = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"image":{"type":"image","color":"GRAY"}}}""", "gray");

    [TestMethod]
    public void Labels_class_folders_in_ordinal_order_and_counts_empty_ones()
    {
        using var folder = Classes();
        Directory.CreateDirectory(folder.PathOf("a"));
        Directory.CreateDirectory(folder.PathOf(".hidden"));
        folder.Write("cat/readme.txt", "not an image");
        var dataset = Dataset.Open(new DatasetSource(folder.Root, Gray, ClassCount: 3), [Input]);

        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual("ImageFolder", dataset.Format);
        CollectionAssert.AreEqual(new[] { "Dog/1.png", "cat/0.png", "cat/1.png" }, samples.Select(sample => sample.Id).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 2, 2 }, samples.Select(sample => ((ClassLabel?)sample.Label)?.Index ?? -1).ToArray());
        CollectionAssert.AreEqual(new float[] { 0, 1, 2, 10, 11, 12 }, samples[1].Inputs["image"].AsSpan<float>().ToArray());
    }

    [TestMethod]
    public void Looks_folder_names_up_in_the_class_names()
    {
        using var folder = Classes();
        Directory.CreateDirectory(folder.PathOf("notes"));

        var samples = Coded.ReadAll(new DatasetSource(folder.Root + "/", Gray, ["cat", "bird", "Dog"], 3), Input);

        CollectionAssert.AreEqual(new[] { 2, 0, 0 }, samples.Select(sample => ((ClassLabel?)sample.Label)?.Index ?? -1).ToArray());
        Coded.Error("MC2007", () => Coded.ReadAll(new DatasetSource(folder.Root, Gray, ["cat", "dog"], 2), Input), "'Dog'");
    }

    [TestMethod]
    public void Refuses_another_number_of_folders_than_the_model_has_classes()
    {
        using var folder = Classes();

        Coded.Error("MC2007", () => Coded.ReadAll(new DatasetSource(folder.Root, Gray, ClassCount: 10), Input), "2 class folders", "10 classes", "Labels");
    }

    [TestMethod]
    public void Reads_a_flat_folder_and_a_pattern_without_labels()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("b.png", 3, 2);
        folder.WriteRamp("a.PNG", 3, 2, 5);

        var dataset = Dataset.Open(new DatasetSource(folder.Root, Gray), [Input]);

        Assert.IsFalse(dataset.HasLabels);
        Assert.AreEqual(5f, dataset.Read(CancellationToken.None).First().Inputs["image"].AsSpan<float>()[0]);
        Assert.HasCount(1, Coded.ReadAll(new DatasetSource(folder.PathOf("*.png"), Gray), Input));
    }

    [TestMethod]
    public void Refuses_images_inside_and_outside_class_folders()
    {
        using var folder = Classes();
        folder.WriteRamp("stray.png", 3, 2);

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Root, Gray), Input), "stray.png", "Dog/1.png");
    }

    [TestMethod]
    public void Needs_a_spec_and_shows_one()
    {
        using var folder = Classes();

        Coded.Error("MC2011", () => Coded.ReadAll(new DatasetSource(folder.Root), Input), "\"image\":{\"type\":\"image\"");
    }

    [TestMethod]
    public void Refuses_symbolic_links()
    {
        using var folder = Classes();
        using var outside = new DataFolder();
        File.CreateSymbolicLink(folder.PathOf("cat/link.png"), outside.WriteRamp("secret.png", 3, 2));

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Root, Gray), Input), "symbolic link");
    }

    [TestMethod]
    public void Refuses_images_of_another_size_and_names_both_shapes()
    {
        using var folder = Classes();
        folder.WriteRamp("Dog/2.png", 2, 2);

        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(folder.Root, Gray), Input), "Dog/2.png", "1x2x2", "batchx1x2x3");
    }

    private static DataFolder Classes()
    {
        var folder = new DataFolder();
        folder.WriteRamp("cat/0.png", 3, 2);
        folder.WriteRamp("cat/1.png", 3, 2, 100);
        folder.WriteRamp("Dog/1.png", 3, 2, 200);
        return folder;
    }
}
