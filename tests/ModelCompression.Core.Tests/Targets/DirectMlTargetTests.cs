using ModelCompression.Core.Tests.Compression;
using ModelCompression.Targets;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Targets;

[TestClass]
public sealed class DirectMlTargetTests
{
    [TestMethod]
    public void Is_no_cpu_whatever_the_class()
    {
        foreach (var cpu in new[] { "vnni", "avx512", "avx2", "arm64" })
        {
            Assert.IsFalse(new DirectMlTarget().Profile.RunsOn(cpu), cpu);
        }

        Assert.AreEqual(ElementType.UInt8, new DirectMlTarget().Profile.Activations.Element);
    }

    [TestMethod]
    public void Its_operators_are_quantized_checked_by_structure_and_not_timed()
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse("""
            input x: float[2,4,8,8]
            v = const float[16,4,3,3] seed 1 range -0.3 0.3
            w = const float[16,16,3,3] seed 2 range -0.2 0.2
            m = const float[1024,64] seed 3 range -0.05 0.05
            a = Conv(x, v) <pads=[1,1,1,1]>
            r = Relu(a)
            b = Conv(r, w) <pads=[1,1,1,1]>
            s = Add(r, b)
            d = Conv(s, w) <pads=[1,1,1,1]>
            f = Flatten(d)
            y = MatMul(f, m)
            output y
            """);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Target", "DirectML"), ("Quantization", "Static"));

        CollectionAssert.IsSubsetOf(new[] { "Conv_0", "Conv_1", "Add_0", "Conv_2", "MatMul_0" }, outcome.Result.Candidate.Layers.Select(layer => layer.Node).ToArray());
        CollectionAssert.Contains(outcome.Reported.ToArray(), "MC3008");
        Assert.AreEqual(0, outcome.Result.Evaluation.Latency.Pairs);
        Assert.IsTrue(outcome.Result.Evaluation.Result.Fidelity.Cosine > 0.999, $"{outcome.Result.Evaluation.Result.Fidelity.Cosine}");
    }
}
