using ModelCompression.Compression;
using ModelCompression.Core.Tests.Inference;
using ModelCompression.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SteppedContentTests
{
    private static readonly FrameLoop Loop = new("x", [new StateLink("s", "t", new Shape(1))]);

    [TestMethod]
    public void Every_frame_has_the_state_that_leads_to_it()
    {
        using var content = new SteppedContent(new Recordings(), Loop, () => new RecurrentRunner());

        Assert.AreEqual((5, LabelKind.None), (content.Count, content.Labels));
        Assert.AreEqual("r0@0 1,1 0|r0@1 2,2 2|r0@2 0,0 5|r1@0 3,3 0|r1@1 1,0 6", string.Join('|', Enumerable.Range(0, 5).Select(i => Text(content.Read(i)))));
    }

    [TestMethod]
    public void Any_order_gives_the_same_samples()
    {
        using var content = new SteppedContent(new Recordings(), Loop, () => new RecurrentRunner());

        Assert.AreEqual("r1@1 1,0 6|r0@2 0,0 5|r0@2 0,0 5|r0@1 2,2 2|r1@0 3,3 0", string.Join('|', new[] { 4, 2, 2, 1, 3 }.Select(i => Text(content.Read(i)))));
    }

    [TestMethod]
    public void The_model_runs_once_a_frame_when_all_are_read_in_order()
    {
        var runner = new RecurrentRunner();
        var content = new SteppedContent(new Recordings(), Loop, () => runner);
        foreach (var i in Enumerable.Range(0, 5))
        {
            content.Read(i);
        }

        Assert.AreEqual("r0@1 2,2 2", Text(content.Read(1)), "what was read is kept");
        content.Dispose();

        Assert.AreEqual((3, true), (runner.Runs, runner.IsDisposed), "the last frame of a recording leads nowhere");
    }

    [TestMethod]
    public void Samples_stay_what_they_are_when_others_are_read()
    {
        using var content = new SteppedContent(new Recordings(), Loop, () => new RecurrentRunner());
        var kept = content.Read(2);
        content.Read(4);

        Assert.AreEqual("r0@2 0,0 5", Text(kept));
    }

    private static string Text(Sample sample)
    {
        Assert.IsNull(sample.Label);
        Assert.IsNull(sample.Frames);
        return FormattableString.Invariant($"{sample.Id} {string.Join(',', sample.Inputs["x"].AsSpan<float>().ToArray())} {sample.Inputs["s"].AsSpan<float>()[0]}");
    }

    private sealed class Recordings : IFramedContent
    {
        private static readonly float[][] Samples = [[1, 1, 2, 2, 0, 0], [3, 3, 1, 0]];

        public bool IsFramed => true;

        public int Count => Samples.Length;

        public LabelKind Labels => LabelKind.Text;

        public IReadOnlyList<string> Files => [];

        public int FramesOf(int index) => Samples[index].Length / 2;

        public Sample Read(int index) => new(
            FormattableString.Invariant($"r{index}"), new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(FramesOf(index), 1, 2), Samples[index]) }, new TextLabel("a")) { Frames = FramesOf(index) };
    }
}
