using ModelCompression.Core.Tests.Data;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Inference;

[TestClass]
public sealed class SteppingRunnerTests
{
    private static readonly FrameLoop Loop = new("x", [new StateLink("s", "t", new Shape(1))]);

    [TestMethod]
    public void States_start_with_zeros_and_go_from_frame_to_frame()
    {
        using var runner = new SteppingRunner(new RecurrentRunner(), Loop);
        var recording = Recording(1, 1, 2, 2, 0, 0);

        CollectionAssert.AreEqual(new[] { 2f, 5f, 2.5f }, runner.Run(recording)[0].AsSpan<float>().ToArray());
        CollectionAssert.AreEqual(new[] { 2f, 5f, 2.5f }, runner.Run(recording)[0].AsSpan<float>().ToArray(), "the next recording starts anew");
    }

    [TestMethod]
    public void Outputs_are_joined_along_the_batch_or_a_new_axis_and_states_are_left_out()
    {
        using var runner = new SteppingRunner(new RecurrentRunner(), Loop);
        var outputs = runner.Run(Recording(1, 1, 2, 2, 0, 0));

        Assert.AreEqual("y z", string.Join(' ', runner.Outputs.Select(port => port.Name)));
        Assert.AreEqual("x s", string.Join(' ', runner.Inputs.Select(port => port.Name)));
        Assert.AreEqual("Float[3x1] Float[3]", string.Join(' ', outputs));
    }

    [TestMethod]
    public void A_sample_without_frames_is_run_at_once()
    {
        var inner = new RecurrentRunner();
        using var runner = new SteppingRunner(inner, Loop);
        var sample = new Sample("a", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(1, 2), 1, 2), ["s"] = TensorData.Floats(new Shape(1), 4) });

        Assert.AreEqual("Float[1x1] Float[scalar]", string.Join(' ', runner.Run(sample)));
        Assert.AreEqual(5, runner.Run(sample)[0].AsSpan<float>()[0]);
    }

    [TestMethod]
    public void It_disposes_what_it_runs()
    {
        var inner = new RecurrentRunner();
        new SteppingRunner(inner, Loop).Dispose();

        Assert.IsTrue(inner.IsDisposed);
    }

    [TestMethod]
    public void Outputs_of_other_shapes_in_other_frames_are_refused()
    {
        using var runner = new SteppingRunner(new Growing(), new FrameLoop("x", []));

        Coded.Error("MC2004", () => runner.Run(Recording(1, 1, 2, 2)), "Output 'y'", "'a.wav'");
    }

    private static Sample Recording(params float[] samples) =>
        new("a.wav", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(samples.Length / 2, 1, 2), samples) }) { Frames = samples.Length / 2 };

    private sealed class Growing : IModelRunner
    {
        private int _runs;

        public IReadOnlyList<Port> Inputs { get; } = [new("x", null)];

        public IReadOnlyList<Port> Outputs { get; } = [new("y", null)];

        public IReadOnlyList<TensorData> Run(Sample sample) => [TensorData.Floats(new Shape(++_runs), new float[_runs])];

        public void Dispose()
        {
        }
    }
}
