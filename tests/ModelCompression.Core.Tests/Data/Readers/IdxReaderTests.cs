using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class IdxReaderTests
{
    private const byte UInt8 = 0x08;
    private static readonly Port Input = Ports.Floats("image", -1, 1, 2, 2);

    [TestMethod]
    public void Reads_a_pair_with_values_0_to_255_in_the_shape_of_the_input()
    {
        using var folder = new DataFolder();
        var dataset = Dataset.Open(new DatasetSource(WritePair(folder, "")), [Input]);

        var samples = dataset.Read(CancellationToken.None).ToArray();

        Assert.AreEqual("Idx", dataset.Format);
        Assert.AreEqual(2, dataset.Count);
        Assert.IsTrue(dataset.HasLabels);
        Assert.HasCount(2, dataset.Files);
        Assert.AreEqual("1x1x2x2", samples[1].Inputs["image"].Shape.ToString());
        CollectionAssert.AreEqual(new float[] { 5, 6, 7, 255 }, samples[1].Inputs["image"].AsSpan<float>().ToArray());
        Assert.AreEqual(new ClassLabel(9), samples[1].Label);
        Assert.AreEqual("#1", samples[1].Id);
    }

    [TestMethod]
    public void Reads_gzip_and_finds_the_labels_of_a_folder_with_one_pair()
    {
        using var folder = new DataFolder();
        WritePair(folder, ".gz");

        var samples = Coded.ReadAll(new DatasetSource(folder.Root + "/"), Input);

        Assert.AreEqual(new ClassLabel(3), samples[0].Label);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3, 4 }, samples[0].Inputs["image"].AsSpan<float>().ToArray());
    }

    [TestMethod]
    public void Reads_without_labels()
    {
        using var folder = new DataFolder();
        var path = folder.Write("t10k-images-idx3-ubyte", ArrayFiles.Idx(UInt8, [1, 2, 2], [1, 2, 3, 4]));

        Assert.IsFalse(Dataset.Open(new DatasetSource(path), [Input]).HasLabels);
    }

    [TestMethod]
    public void Reads_big_endian_floats_of_any_rank()
    {
        using var folder = new DataFolder();
        var path = folder.Write("x.idx", ArrayFiles.Idx(0x0D, [2, 1], [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0]));

        var samples = Coded.ReadAll(new DatasetSource(path), Ports.Floats("x", -1, 1));

        CollectionAssert.AreEqual(new float[] { -2 }, samples[1].Inputs["x"].AsSpan<float>().ToArray());
    }

    [TestMethod]
    public void Goes_through_the_preprocessing_of_image_files_when_a_spec_says_so()
    {
        using var folder = new DataFolder();
        var spec = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"image":{"type":"image","color":"GRAY","scale":0.5,"mean":1,"std":2}}}""", "spec");

        var samples = Coded.ReadAll(new DatasetSource(WritePair(folder, ""), spec), Input);

        CollectionAssert.AreEqual(new[] { -0.25f, 0, 0.25f, 0.5f }, samples[0].Inputs["image"].AsSpan<float>().ToArray());
    }

    [TestMethod]
    public void Refuses_a_folder_with_two_pairs_and_names_them()
    {
        using var folder = new DataFolder();
        WritePair(folder, "");
        folder.Write("t10k-images-idx3-ubyte", ArrayFiles.Idx(UInt8, [1, 2, 2], [1, 2, 3, 4]));

        Coded.Error("MC2005", () => Coded.ReadAll(new DatasetSource(folder.Root), Input), "train-images-idx3-ubyte", "t10k-images-idx3-ubyte");
    }

    [TestMethod]
    public void Refuses_truncated_data()
    {
        using var folder = new DataFolder();
        var plain = ArrayFiles.Idx(UInt8, [2, 2, 2], [1, 2, 3, 4, 5]);

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("a-images-idx3-ubyte", plain)), Input), "truncated");
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("b-images-idx3-ubyte.gz", ArrayFiles.Gzip(plain))), Input), "truncated");
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("c-images-idx3-ubyte", [0, 0, 8, 3, 0])), Input), "truncated");
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("d-images-idx3-ubyte.gz", ArrayFiles.Gzip(plain)[..20])), Input), "truncated");
    }

    [TestMethod]
    public void Refuses_a_header_that_claims_more_than_there_is_without_taking_the_memory()
    {
        using var folder = new DataFolder();
        var claim = ArrayFiles.Gzip(ArrayFiles.Idx(UInt8, [500_000_000, 2, 2], [1]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("a-images-idx3-ubyte.gz", claim)), Input), "truncated");

        Assert.IsLessThan(64_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
        var impossible = ArrayFiles.Idx(UInt8, [uint.MaxValue, uint.MaxValue, uint.MaxValue], [1]);
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("b-images-idx3-ubyte", impossible)), Input), "impossible shape");
    }

    [TestMethod]
    public void Refuses_more_data_than_the_header_says()
    {
        using var folder = new DataFolder();
        var bomb = ArrayFiles.Gzip(ArrayFiles.Idx(UInt8, [1, 2, 2], new byte[10_000_000]));

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("a-images-idx3-ubyte.gz", bomb)), Input), "more than the 4 bytes");
    }

    [TestMethod]
    public void Refuses_labels_of_another_count()
    {
        using var folder = new DataFolder();
        var path = WritePair(folder, "");
        folder.Write("train-labels-idx1-ubyte", ArrayFiles.Idx(UInt8, [3], [1, 2, 3]));

        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(path), Input), "2 samples", "holds 3");
    }

    [TestMethod]
    public void Refuses_an_input_of_another_shape_and_names_both()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(WritePair(folder, "")), Ports.Floats("image", -1, 3, 2, 2)), "2x2", "batchx3x2x2");
    }

    private static string WritePair(DataFolder folder, string suffix)
    {
        var images = ArrayFiles.Idx(UInt8, [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 255]);
        var labels = ArrayFiles.Idx(UInt8, [2], [3, 9]);
        folder.Write("train-labels-idx1-ubyte" + suffix, suffix == "" ? labels : ArrayFiles.Gzip(labels));
        return folder.Write("train-images-idx3-ubyte" + suffix, suffix == "" ? images : ArrayFiles.Gzip(images));
    }
}
