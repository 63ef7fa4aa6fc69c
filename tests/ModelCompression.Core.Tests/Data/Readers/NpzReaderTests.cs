using System.IO.Compression;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class NpzReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, 2);
    private static readonly byte[] Rows = ArrayFiles.Npy("<f4", "2, 2", ArrayFiles.Floats(1, 2, 3, 4));

    [TestMethod]
    [DataRow(CompressionLevel.NoCompression)]
    [DataRow(CompressionLevel.Optimal)]
    public void Reads_named_inputs_and_labels(CompressionLevel level)
    {
        using var folder = new DataFolder();
        var ids = ArrayFiles.Npy("<i8", "2, 3", ArrayFiles.Int64s(1, 2, 3, 4, 5, 6));
        var labels = ArrayFiles.Npy("<i8", "2,", ArrayFiles.Int64s(7, 8));
        var path = folder.Write("cal.npz", ArrayFiles.Npz(level, ("x.npy", Rows), ("ids.npy", ids), ("label.npy", labels)));
        var dataset = Dataset.Open(new DatasetSource(path), [Input, Ports.Of("ids", ElementType.Int32, -1, 3)]);

        var samples = dataset.Read([1], CancellationToken.None).ToArray();

        Assert.AreEqual("Npz", dataset.Format);
        Assert.AreEqual(new ClassLabel(8), samples[0].Label);
        CollectionAssert.AreEqual(new float[] { 3, 4 }, samples[0].Inputs["x"].AsSpan<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 4, 5, 6 }, samples[0].Inputs["ids"].AsSpan<int>().ToArray());
    }

    [TestMethod]
    public void Takes_an_input_called_y_for_an_input()
    {
        using var folder = new DataFolder();
        var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("y.npy", Rows)));

        Assert.IsFalse(Dataset.Open(new DatasetSource(path), [Ports.Floats("y", -1, 2)]).HasLabels);
    }

    [TestMethod]
    public void Names_the_missing_tensor_the_inputs_and_what_there_is()
    {
        using var folder = new DataFolder();
        var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows)));

        Coded.Error(
            "MC2004", () => Coded.ReadAll(new DatasetSource(path), Ports.Floats("input_ids", -1, 2), Ports.Floats("mask", -1, 2)),
            "'cal.npz' has no tensor 'input_ids'. The model's inputs are: input_ids, mask", "holds: x");
    }

    [TestMethod]
    public void Refuses_object_arrays_text_and_structures()
    {
        using var folder = new DataFolder();
        foreach (var descr in new[] { "|O", "<U4", "|S8", "<c8", "<M8[ns]" })
        {
            var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", ArrayFiles.Npy(descr, "1,", [0]))));
            Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(path), Input), descr);
        }

        var structured = ArrayFiles.NpyRaw("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 0]);
        var other = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", structured)));
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(other), Input), "structured");
    }

    [TestMethod]
    public void Refuses_unsafe_and_repeated_names()
    {
        using var folder = new DataFolder();
        foreach (var name in new[] { "../x.npy", "/x.npy", "a/../../x.npy", "a\\x.npy" })
        {
            var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows), (name, Rows)));
            Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(path), Input), "unsafe name");
        }

        var twice = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows), ("x.npy", Rows)));
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(twice), Input), "two arrays");
    }

    [TestMethod]
    public void Refuses_a_bomb_and_never_opens_one_it_does_not_need()
    {
        using var folder = new DataFolder();
        var bomb = ArrayFiles.Npy("|u1", "100000000,", new byte[100_000_000]);
        var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows), ("bomb.npy", bomb)));

        Assert.HasCount(2, Coded.ReadAll(new DatasetSource(path), Input));
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(path), Ports.Floats("bomb", -1)), "to 1");
    }

    [TestMethod]
    public void Refuses_truncated_archives()
    {
        using var folder = new DataFolder();
        var whole = ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows));

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("a.npz", whole[..^30])), Input), "'a.npz'");
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("b.npz", [])), Input), "'b.npz'");
        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("c.npz", "no archive")), Input), "'c.npz'");
    }

    [TestMethod]
    public void Refuses_a_damaged_entry()
    {
        using var folder = new DataFolder();
        var values = Enumerable.Range(0, 4096).Select(i => (float)Math.Sin(i)).ToArray();
        var whole = ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", ArrayFiles.Npy("<f4", "2048, 2", ArrayFiles.Floats(values))));
        whole.AsSpan(400, 2000).Fill(0xFF);

        Coded.Error("MC2008", () => Coded.ReadAll(new DatasetSource(folder.Write("a.npz", whole)), Input), "'a.npz'");
    }

    [TestMethod]
    public void Labels_are_right_values_where_the_metric_asks_for_them()
    {
        using var folder = new DataFolder();
        var values = ArrayFiles.Npy("<f4", "2, 2", ArrayFiles.Floats(0.5f, -1, 3, 4));
        var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows), ("y.npy", values)));
        var dataset = Dataset.Open(new DatasetSource(path) { Needs = LabelKind.Values }, [Input]);

        Assert.AreEqual(LabelKind.Values, dataset.Labels);
        CollectionAssert.AreEqual(new[] { "0.5, -1", "3, 4" }, dataset.Read(CancellationToken.None).Select(sample => string.Join(", ", ((ValuesLabel?)sample.Label)?.Values ?? [])).ToArray());
    }

    [TestMethod]
    public void Right_values_are_finite()
    {
        using var folder = new DataFolder();
        var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows), ("y.npy", ArrayFiles.Npy("<f4", "2,", ArrayFiles.Floats(1, float.NaN)))));

        Coded.Error("MC2007", () => Dataset.Open(new DatasetSource(path) { Needs = LabelKind.Values }, [Input]), "#1", "no value to predict");
    }

    [TestMethod]
    public void Refuses_labels_that_are_no_class_indices()
    {
        using var folder = new DataFolder();
        var matrix = ArrayFiles.Npy("<f4", "2, 2", ArrayFiles.Floats(0, 1, 1, 0));
        var fractions = ArrayFiles.Npy("<f4", "2,", ArrayFiles.Floats(0.5f, 1));
        var large = ArrayFiles.Npy("<i8", "2,", ArrayFiles.Int64s(3, 10));
        var negative = ArrayFiles.Npy("<i8", "2,", ArrayFiles.Int64s(3, -1));
        foreach (var labels in new[] { matrix, fractions, large, negative })
        {
            var path = folder.Write("cal.npz", ArrayFiles.Npz(CompressionLevel.Optimal, ("x.npy", Rows), ("y.npy", labels)));
            Coded.Error("MC2007", () => Coded.ReadAll(new DatasetSource(path, ClassCount: 10), Input));
        }
    }
}
