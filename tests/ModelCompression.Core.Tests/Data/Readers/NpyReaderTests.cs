using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class NpyReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, 2);

    [TestMethod]
    public void Reads_the_single_input_and_the_labels_beside_it()
    {
        using var folder = new DataFolder();
        var path = folder.Write("cal.npy", ArrayFiles.Npy("<f4", "2, 2", ArrayFiles.Floats(1, 2, 3, 4)));
        folder.Write("cal.labels.npy", ArrayFiles.Npy("<i8", "2,", ArrayFiles.Int64s(1, 0)));

        var samples = Coded.ReadAll(new DatasetSource(path), Input);

        CollectionAssert.AreEqual(new float[] { 3, 4 }, samples[1].Inputs["x"].AsSpan<float>().ToArray());
        Assert.AreEqual(new ClassLabel(0), samples[1].Label);
    }

    [TestMethod]
    public void Refuses_a_model_with_several_inputs()
    {
        using var folder = new DataFolder();
        var path = folder.Write("cal.npy", ArrayFiles.Npy("<f4", "1, 2", ArrayFiles.Floats(1, 2)));

        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(path), Input, Ports.Floats("y", -1, 2)), "x, y", ".npz");
    }

    [TestMethod]
    public void Refuses_an_array_without_samples()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2006", () => Coded.ReadAll(new DatasetSource(folder.Write("a.npy", ArrayFiles.Npy("<f4", "0, 2", []))), Input));
        Coded.Error("MC2004", () => Coded.ReadAll(new DatasetSource(folder.Write("b.npy", ArrayFiles.Npy("<f4", "", ArrayFiles.Floats(1)))), Input), "scalar");
    }

    [TestMethod]
    public void Refuses_a_size_that_is_not_the_headers()
    {
        using var folder = new DataFolder();

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("a.npy", ArrayFiles.Npy("<f4", "2, 2", ArrayFiles.Floats(1, 2, 3)))), Input), "truncated");
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("b.npy", ArrayFiles.Npy("<f4", "1, 2", ArrayFiles.Floats(1, 2, 3)))), Input), "calls for");
        var huge = ArrayFiles.Npy("<f4", "4611686018427387904, 4", ArrayFiles.Floats(1));
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("c.npy", huge)), Input), "impossible shape");
    }
}
