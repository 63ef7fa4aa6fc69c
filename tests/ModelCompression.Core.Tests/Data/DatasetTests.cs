using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data;

[TestClass]
public sealed class DatasetTests
{
    private static readonly Port Input = Ports.Floats("x", -1, 2);

    [TestMethod]
    public void Lists_the_formats_when_none_fits()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2005", () => Open(folder.Write("a.md", "hello")), "no known format", "ImageFolder:", "ImageList:", "Idx:", "Npy:", "Npz:", "TextLines:", "TextPairs:", "TextTable:");
        Coded.Error("MC2005", () => Open(folder.PathOf("none")), "does not exist");
        Coded.Error("MC2005", () => Open(folder.PathOf("*.npz")), "No file matches");
    }

    [TestMethod]
    public void Recognizes_git_LFS_pointers()
    {
        using var folder = new DataFolder();
        var path = folder.Write("a.npz", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n");

        Coded.Error("MC2003", () => Open(path), "git lfs pull");
    }

    [TestMethod]
    public void Refuses_a_folder_of_two_formats()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("a.png", 2, 2);
        folder.Write("train-images-idx3-ubyte", ArrayFiles.Idx(8, [1, 2], [1, 2]));

        Coded.Error("MC2005", () => Open(folder.Root), "Idx or ImageFolder");
    }

    [TestMethod]
    public void Reads_chosen_samples_in_the_order_given_and_stops_when_cancelled()
    {
        using var folder = new DataFolder();
        var dataset = Open(WriteRows(folder, "a.npy"));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        CollectionAssert.AreEqual(new[] { "#2", "#0" }, dataset.Read([2, 0], CancellationToken.None).Select(sample => sample.Id).ToArray());
        Assert.ThrowsExactly<OperationCanceledException>(() => dataset.Read(cancelled.Token).Any());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => dataset.Read([3], CancellationToken.None).Any());
    }

    [TestMethod]
    public void Hashes_names_and_contents_but_not_the_place()
    {
        using var one = new DataFolder();
        using var two = new DataFolder();
        var hash = Hash(WriteRows(one, "a.npy"));

        Assert.AreEqual(64, hash.Length);
        Assert.AreEqual(hash, Hash(WriteRows(two, "a.npy")));
        Assert.AreNotEqual(hash, Hash(WriteRows(two, "b.npy")));
        two.Write("a.labels.npy", ArrayFiles.Npy("|u1", "3,", [0, 1, 2]));
        Assert.AreNotEqual(hash, Hash(two.PathOf("a.npy")));
    }

    [TestMethod]
    public void Hashes_the_images_that_a_list_names()
    {
        using var folder = new DataFolder();
        var spec = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"image","color":"GRAY"}}}""", "spec");
        folder.WriteRamp("a.png", 2, 1);
        folder.WriteRamp("unlisted.png", 2, 1);
        var source = new DatasetSource(folder.Write("list.csv", "path\na.png\na.png\n"), spec);
        string Current() => Dataset.Open(source, [Input]).ContentHash(CancellationToken.None);
        var before = Current();

        folder.WriteRamp("unlisted.png", 2, 1, 9);
        Assert.AreEqual(before, Current());
        folder.WriteRamp("a.png", 2, 1, 9);
        Assert.AreNotEqual(before, Current());
    }

    [TestMethod]
    public void Names_an_input_of_the_spec_that_the_model_lacks()
    {
        using var folder = new DataFolder();
        var spec = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"y":{"type":"tensor"}}}""", "spec");

        Coded.Error("MC2011", () => Dataset.Open(new DatasetSource(WriteRows(folder, "a.npy"), spec), [Input]), "'inputs.y'", "inputs are: x");
    }

    private static Dataset Open(string path) => Dataset.Open(new DatasetSource(path), [Input]);

    private static string Hash(string path) => Open(path).ContentHash(CancellationToken.None);

    private static string WriteRows(DataFolder folder, string name) => folder.Write(name, ArrayFiles.Npy("<f4", "3, 2", ArrayFiles.Floats(1, 2, 3, 4, 5, 6)));
}
