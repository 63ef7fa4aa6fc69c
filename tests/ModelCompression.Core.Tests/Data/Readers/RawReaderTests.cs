using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class RawReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, 2);

    [TestMethod]
    public void Samples_follow_one_another_in_one_file()
    {
        using var folder = new DataFolder();

        var samples = Coded.ReadAll(new DatasetSource(folder.Write("data.bin", ArrayFiles.Floats(1, 2, 3, 4))), Input);

        Assert.HasCount(2, samples);
        CollectionAssert.AreEqual(new float[] { 3, 4 }, samples[1].Inputs["x"].AsSpan<float>().ToArray());
        Assert.AreEqual(new Shape(1, 2), samples[1].Inputs["x"].Shape);
        Assert.IsNull(samples[1].Label);
    }

    [TestMethod]
    public void Files_of_a_folder_follow_one_another_in_ordinal_order()
    {
        using var folder = new DataFolder();
        folder.Write("raw/b.raw", ArrayFiles.Floats(5, 6));
        folder.Write("raw/a.raw", ArrayFiles.Floats(1, 2, 3, 4));
        folder.Write("raw/c.bin", ArrayFiles.Floats(7, 8, 9, 10));

        var samples = Coded.ReadAll(new DatasetSource(folder.PathOf("raw")), Input);

        CollectionAssert.AreEqual(new float[] { 1, 3, 5, 7, 9 }, samples.Select(sample => sample.Inputs["x"].AsSpan<float>()[0]).ToArray());
    }

    [TestMethod]
    public void Several_inputs_have_a_folder_each()
    {
        using var folder = new DataFolder();
        folder.Write("raw/x/0.raw", ArrayFiles.Floats(1, 2));
        folder.Write("raw/x/1.raw", ArrayFiles.Floats(3, 4));
        folder.Write("raw/ids/0.raw", ArrayFiles.Int64s(7, 8));

        var samples = Coded.ReadAll(new DatasetSource(folder.PathOf("raw")), Input, Ports.Of("ids", ElementType.Int64, -1, 1));

        Assert.HasCount(2, samples);
        Assert.AreEqual(8, samples[1].Inputs["ids"].AsSpan<long>()[0]);
        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(folder.PathOf("raw")), Input, Ports.Of("mask", ElementType.Int64, -1, 1)), "no folder 'mask'", "x, mask");
        folder.Write("raw/ids/1.raw", ArrayFiles.Int64s(9));
        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(folder.PathOf("raw")), Input, Ports.Of("ids", ElementType.Int64, -1, 1)), "holds 2 samples", "holds 3");
    }

    [TestMethod]
    public void A_size_that_is_no_multiple_of_a_sample_is_refused()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(folder.Write("a.bin", ArrayFiles.Floats(1, 2, 3))), Input), "'a.bin' has 12 bytes", "has 8");
        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(folder.Write("b.bin", [])), Input), "'b.bin' has 0 bytes");
    }

    [TestMethod]
    public void A_model_of_free_shape_is_refused()
    {
        using var folder = new DataFolder();
        var path = folder.Write("a.bin", ArrayFiles.Floats(1, 2));

        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(path), Ports.Floats("x", -1, 2, -1)), "no fixed one", ".npz");
        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(path), Ports.Floats("x", -1, 1L << 40, 1L << 20)), "no fixed one");
    }
}
