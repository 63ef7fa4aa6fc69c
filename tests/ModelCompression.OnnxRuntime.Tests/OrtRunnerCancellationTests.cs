using ModelCompression.Inference;
using ModelCompression.Testing;

namespace ModelCompression.OnnxRuntime.Tests;

[TestClass]
public sealed class OrtRunnerCancellationTests
{
    private const string Endless =
        "opset 17 input x: float[1] n = const int64[] {9000000000000000000} t = const bool[] {1} "
        + "y = Loop(n, t, x) <body=graph { input i: int64[] input c: bool[] input v: float[1] d = Identity(c) w = Neg(v) output d output w }> output y";

    [TestMethod]
    [Timeout(60_000, CooperativeCancellation = true)]
    public void A_cancelled_token_ends_a_run_under_way()
    {
        using var cancel = new CancellationTokenSource();
        using var runner = new OrtRunnerFactory().Load(GraphText.Parse(Endless), new RunnerOptions { Cancel = cancel.Token });
        cancel.CancelAfter(TimeSpan.FromMilliseconds(200));

        Assert.ThrowsExactly<OperationCanceledException>(() => runner.Run(SeededTensors.SampleFor(GraphText.Parse(Endless), seed: 1)));
    }
}
