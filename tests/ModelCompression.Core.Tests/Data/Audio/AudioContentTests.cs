using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Audio;

[TestClass]
public sealed class AudioContentTests
{
    private const string Stateful = "\"frame\":4,\"state\":{\"in\":\"s\",\"out\":\"t\",\"shape\":[1,2]}";
    private static readonly Port Input = Ports.Floats("x", -1, -1);

    [TestMethod]
    public void Without_frames_a_file_is_a_sample()
    {
        using var folder = Files();
        var data = Open(folder, "", Input);

        Assert.AreEqual(("AudioFolder", 2, LabelKind.None), (data.Format, data.Count, data.Labels));
        Assert.AreEqual("a.wav Float[1x10]|b.wav Float[1x5]", Text(data));
        Assert.IsNull(data.Framed);
    }

    [TestMethod]
    public void Frames_without_a_state_are_samples()
    {
        using var folder = Files();
        var data = Open(folder, "\"frame\":4", Input);

        Assert.AreEqual("a.wav@0 Float[1x4]|a.wav@1 Float[1x4]|a.wav@2 Float[1x4]|b.wav@0 Float[1x4]|b.wav@1 Float[1x4]", Text(data));
        CollectionAssert.AreEqual(new[] { 9 / 64f, 10 / 64f, 0, 0 }, data.Read([2], CancellationToken.None).Single().Inputs["x"].AsSpan<float>().ToArray());
        Assert.AreEqual("b.wav@1, a.wav@1", string.Join(", ", data.Read([4, 1], CancellationToken.None).Select(sample => sample.Id)));
    }

    [TestMethod]
    public void Frames_with_a_state_stay_together()
    {
        using var folder = Files();
        var data = Open(folder, Stateful, Input, Ports.Floats("s", 1, 2));

        Assert.AreEqual("a.wav Float[3x1x4]|b.wav Float[2x1x4]", Text(data));
        Assert.AreEqual("3 2", string.Join(' ', data.Read(CancellationToken.None).Select(sample => sample.Frames)));
        Assert.AreEqual((2, 2), (data.Framed?.Count, data.Framed?.FramesOf(1)));
    }

    [TestMethod]
    public void Constants_are_in_every_sample()
    {
        using var folder = Files();
        var spec = PreprocessingSpec.Parse("""{"schema":1,"inputs":{"x":{"type":"audio","sampleRate":1000},"sr":{"type":"constant","values":[16000],"dtype":"int64"}}}""", "x");
        var sample = Coded.ReadAll(new DatasetSource(folder.Root, spec), Input, Ports.Of("sr", ElementType.Int64))[0];

        Assert.AreEqual("Int64[scalar]", sample.Inputs["sr"].ToString());
        Assert.AreEqual(16000, sample.Inputs["sr"].AsSpan<long>()[0]);
    }

    [TestMethod]
    public void Damaged_files_are_found_when_the_data_is_opened()
    {
        using var folder = Files();
        folder.Write("c.wav", "RIFF");

        Coded.Error("MC2008", () => Open(folder, "", Input), "'c.wav'");
    }

    [TestMethod]
    public void A_state_must_fit_the_model()
    {
        using var folder = Files();

        Coded.Error("MC2011", () => Open(folder, Stateful, Input), "'s'", "no input of the model", "inputs are: x");
        Coded.Error("MC2011", () => Open(folder, Stateful, Input, Ports.Floats("s", 1, 3)), "'s' has shape 1x2", "1x3");
        Coded.Error("MC2011", () => Open(folder, Stateful, Input, Ports.Floats("s", 1, 2, 1)), "'s' has shape 1x2");
    }

    [TestMethod]
    public void Inputs_without_a_spec_are_named()
    {
        using var folder = Files();

        Coded.Error("MC2011", () => Dataset.Open(new DatasetSource(folder.Root), [Input]), "recordings", "input 'x'", "\"type\":\"audio\"");
        Coded.Error("MC2011", () => Open(folder, "", Input, Ports.Floats("y", 1)), "input 'y'");
    }

    [TestMethod]
    public void Arrays_do_not_go_through_a_spec_for_recordings()
    {
        using var folder = new DataFolder();
        var path = folder.Write("a.npy", ArrayFiles.Npy("<f4", "1, 2", ArrayFiles.Floats(1, 2)));

        Coded.Error("MC2011", () => Coded.ReadAll(new DatasetSource(path, AudioSpecs.Of()), Input), "array", "WAV files");
    }

    private static DataFolder Files()
    {
        var folder = new DataFolder();
        folder.WriteRamp("a.wav", 10);
        folder.WriteRamp("b.wav", 5);
        return folder;
    }

    private static Dataset Open(DataFolder folder, string keys, params Port[] inputs) => Dataset.Open(new DatasetSource(folder.Root, AudioSpecs.Of(keys)), inputs);

    private static string Text(Dataset data) => string.Join('|', data.Read(CancellationToken.None).Select(sample => $"{sample.Id} {sample.Inputs["x"]}"));
}
