using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class ImageListReaderTests
{
    private static readonly Port Input = Ports.Floats("image", -1, 1, 2, 3);
    private static readonly PreprocessingSpec Gray = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"image":{"type":"image","color":"GRAY"}}}""", "gray");

    [TestMethod]
    public void Reads_paths_and_indices_in_the_order_of_the_list()
    {
        using var folder = Images();
        var list = folder.Write("list.csv", "path,label\nimages/b.png,1\r\n\"images/a, c.png\", 0\n\n");
        var dataset = Dataset.Open(new DatasetSource(list, Gray, ClassCount: 2), [Input]);

        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual("ImageList", dataset.Format);
        CollectionAssert.AreEqual(new[] { "images/b.png", "images/a, c.png" }, samples.Select(sample => sample.Id).ToArray());
        CollectionAssert.AreEqual(new Label[] { new ClassLabel(1), new ClassLabel(0) }, samples.Select(sample => sample.Label).ToArray());
        Assert.HasCount(3, dataset.Files);
    }

    [TestMethod]
    public void Reads_names_and_tabs()
    {
        using var folder = Images();
        var list = folder.Write("list.tsv", "label\tpath\textra\ndog\timages\\b.png\tx\n");

        var samples = Coded.ReadAll(new DatasetSource(list, Gray, ["cat", "dog"]), Input);

        Assert.AreEqual(new ClassLabel(1), samples[0].Label);
    }

    [TestMethod]
    public void Reads_a_list_without_labels()
    {
        using var folder = Images();

        Assert.IsFalse(Dataset.Open(new DatasetSource(folder.Write("list.csv", "path\nimages/b.png\n"), Gray), [Input]).HasLabels);
    }

    [TestMethod]
    public void Refuses_paths_outside_its_folder()
    {
        using var folder = Images();
        using var outside = new DataFolder();
        var secret = outside.WriteRamp("secret.png", 3, 2);
        foreach (var path in new[] { secret, "../" + Path.GetFileName(outside.Root) + "/secret.png", "images/../../x.png", "..\\x.png", "." })
        {
            var list = folder.Write("list.csv", $"path,label\n{path},0\n");
            Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(list, Gray), Input), "outside its own folder");
        }
    }

    [TestMethod]
    public void Refuses_links_to_files_outside()
    {
        using var folder = Images();
        using var outside = new DataFolder();
        outside.WriteRamp("secret.png", 3, 2);
        Directory.CreateSymbolicLink(folder.PathOf("link"), outside.Root);
        var list = folder.Write("list.csv", "path,label\nlink/secret.png,0\n");

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(list, Gray), Input), "symbolic link");
    }

    [TestMethod]
    [DataRow("image,label\na,0\n", "MC2008", "path,label")]
    [DataRow("", "MC2008", "path,label")]
    [DataRow("path,label\n", "MC2006", "no samples")]
    [DataRow("path,label\nimages/b.png,\n", "MC2008", "line 2")]
    [DataRow("path,label\nimages/b.png\n", "MC2008", "list.csv")]
    [DataRow("path,label\n\"images/b.png,0\n", "MC2008", "list.csv")]
    [DataRow("path,label\nimages/\0.png,0\n", "MC2008", "impossible path in line 2")]
    [DataRow("path,label\nimages/none.png,0\n", "MC2005", "line 2")]
    [DataRow("path,label\nimages/b.png,dog\n", "MC2007", "'dog'")]
    [DataRow("path,label\nimages/b.png,2\n", "MC2007", "label 2")]
    public void Names_what_is_wrong(string text, string code, string part)
    {
        using var folder = Images();
        var list = folder.Write("list.csv", text);

        Coded.Error(code, () => Coded.ReadAll(new DatasetSource(list, Gray, ClassCount: 2), Input), part);
    }

    private static DataFolder Images()
    {
        var folder = new DataFolder();
        folder.WriteRamp("images/a, c.png", 3, 2);
        folder.WriteRamp("images/b.png", 3, 2, 50);
        return folder;
    }
}
