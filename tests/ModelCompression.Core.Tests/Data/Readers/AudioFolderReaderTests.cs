using ModelCompression.Core.Tests.Data.Audio;
using ModelCompression.Data;
using ModelCompression.Inference;

namespace ModelCompression.Core.Tests.Data.Readers;

[TestClass]
public sealed class AudioFolderReaderTests
{
    private static readonly Port Input = Ports.Floats("x", -1, -1);

    [TestMethod]
    public void Class_folders_count_in_ordinal_order()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("yes/2.wav", 3);
        folder.WriteRamp("no/1.WAV", 3);
        folder.Write("no/notes.txt", "not about a recording");
        var data = Open(folder.Root);

        Assert.AreEqual(("AudioFolder", LabelKind.Class), (data.Format, data.Labels));
        Assert.AreEqual("no/1.WAV 0, yes/2.wav 1", Text(data));
        Assert.HasCount(2, data.Files);
        Assert.AreEqual("no/1.WAV 1, yes/2.wav 0", Text(Open(folder.Root, ["yes", "no"])));
    }

    [TestMethod]
    public void Recordings_directly_in_the_folder_have_no_labels()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("a.wav", 3);

        Assert.AreEqual("a.wav -", Text(Open(folder.Root)));
        Assert.AreEqual("a.wav -", Text(Open(folder.PathOf("a.wav"))));
        Assert.AreEqual("a.wav -", Text(Open(folder.PathOf("*.wav"))));
    }

    [TestMethod]
    public void Every_frame_has_the_label_of_its_file()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("no/1.wav", 3);
        folder.WriteRamp("yes/2.wav", 5);
        var data = Dataset.Open(new DatasetSource(folder.Root, AudioSpecs.Of("\"frame\":3")), [Input]);

        Assert.AreEqual("no/1.wav@0 0, yes/2.wav@0 1, yes/2.wav@1 1", Text(data));
    }

    [TestMethod]
    public void A_subset_is_balanced_over_the_classes()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("no/1.wav", 3);
        foreach (var i in Enumerable.Range(0, 9))
        {
            folder.WriteRamp($"yes/{i}.wav", 3);
        }

        Assert.AreEqual(1, Open(folder.Root).Subset(2).Read(CancellationToken.None).Count(sample => sample.Label == new ClassLabel(0)));
    }

    [TestMethod]
    public void Both_kinds_together_and_classes_that_do_not_fit_are_refused()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("yes/2.wav", 3);
        Coded.Error("MC2007", () => Open(folder.Root, ["no"]), "'yes'");
        Coded.Error("MC2007", () => Dataset.Open(new DatasetSource(folder.Root, AudioSpecs.Of(), ClassCount: 2), [Input]), "1 class folders", "2 classes");
        folder.WriteRamp("a.wav", 3);
        Coded.Error("MC2008", () => Open(folder.Root), "'yes/2.wav'", "'a.wav'");
    }

    [TestMethod]
    public void Links_are_refused()
    {
        using var folder = new DataFolder();
        using var outside = new DataFolder();
        File.CreateSymbolicLink(folder.PathOf("a.wav"), outside.WriteRamp("secret.wav", 3));

        Coded.Error("MC2008", () => Open(folder.Root), "symbolic link");
    }

    [TestMethod]
    public void Recordings_beside_images_are_two_formats()
    {
        using var folder = new DataFolder();
        folder.WriteRamp("a.wav", 3);
        folder.WriteRamp("a.png", 2, 2);

        Coded.Error("MC2005", () => Open(folder.Root), "AudioFolder or ImageFolder");
    }

    private static Dataset Open(string path, IReadOnlyList<string>? labels = null) => Dataset.Open(new DatasetSource(path, AudioSpecs.Of(), labels), [Input]);

    private static string Text(Dataset data) => string.Join(", ", data.Read(CancellationToken.None).Select(sample => $"{sample.Id} {(sample.Label as ClassLabel)?.Index.ToString() ?? "-"}"));
}
