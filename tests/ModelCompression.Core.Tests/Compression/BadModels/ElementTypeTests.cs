using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Models in other floating-point types than float.</summary>
[TestClass]
public sealed class ElementTypeTests
{
    private static readonly string[] Schemes = ["", "Static", "Dynamic", "WeightOnly", "Float16"];

    [TestMethod]
    [DataRow("Float16", "float16", DisplayName = "half precision")]
    [DataRow("Double", "double", DisplayName = "double precision")]
    public void Model_in_another_type_is_handed_on_with_the_reason(string element, string type)
    {
        foreach (var scheme in Schemes)
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse($$"""
                input x: {{type}}[8,256]
                w = const {{type}}[256,64] seed 1
                m = MatMul(x, w)
                y = Softmax(m)
                output y: {{type}}[8,64]
                """);
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme));

            CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
            Assert.IsTrue(outcome.IsOriginal);
            if (scheme is not ("Float16" or "")) // which look at float tensors only
            {
                Assert.Contains(element, outcome.WhySkipped("MatMul"));
            }
        }
    }

    [TestMethod]
    public void Float_part_of_a_mixed_model_is_quantized_and_the_half_part_is_left()
    {
        foreach (var scheme in Schemes)
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse("""
                input x: float16[8,256]
                h = const float16[256,64] seed 1
                w = const float[256,64] seed 2 range -0.1 0.1
                a = MatMul(x, h)
                f = Cast(x) <to=1>
                b = MatMul(f, w)
                s = Softmax(b)
                output a: float16[8,64]
                output s: float[8,64]
                """);
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.05).IsNotLarger();

            Assert.AreEqual("MatMul_1", string.Join(",", outcome.Result.Candidate.Layers.Select(layer => layer.Node).Where(name => name.StartsWith("MatMul", StringComparison.Ordinal))));
        }
    }

    [TestMethod]
    public void Weights_in_bfloat16_behind_a_cast_keep_their_bytes()
    {
        foreach (var scheme in Schemes)
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse("input x: float[8,256] h = const bfloat16[256,64] seed 1 w = Cast(h) <to=1> y = MatMul(x, w) output y: float[8,64]");
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme));

            CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
            Assert.IsTrue(outcome.IsOriginal);
        }
    }

    [TestMethod]
    public void Model_in_bfloat16_which_the_runtime_cannot_run_is_refused()
    {
        using var pipeline = new Pipeline();
        var error = Assert.ThrowsExactly<UserErrorException>(() => pipeline.Run(GraphText.Parse("input x: bfloat16[8,256] w = const bfloat16[256,64] seed 1 y = MatMul(x, w) output y: bfloat16[8,64]")));

        Assert.AreEqual(Codes.CannotRun, error.Diagnostic.Code);
        Assert.IsFalse(File.Exists(pipeline.OutputPath));
    }
}
