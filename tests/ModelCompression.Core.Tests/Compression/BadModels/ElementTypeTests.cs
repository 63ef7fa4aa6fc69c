using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Models in other floating-point types than float.</summary>
[TestClass]
public sealed class ElementTypeTests
{
    private static readonly string[] Schemes = ["", "Static", "Dynamic", "WeightOnly", "Float16"];

    [TestMethod]
    public void Model_in_double_precision_is_handed_on_with_the_reason()
    {
        foreach (var scheme in Schemes)
        {
            using var pipeline = new Pipeline();
            var model = Product("double");
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme));

            CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
            Assert.IsTrue(outcome.IsOriginal);
            if (scheme is not ("Float16" or "")) // which look at float tensors only
            {
                Assert.Contains("Double", outcome.WhySkipped("MatMul"));
            }
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Static")]
    [DataRow("Dynamic")]
    public void Model_in_half_precision_is_quantized_like_a_float_one(string scheme)
    {
        using var pipeline = new Pipeline();
        var model = Product("float16");
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.05).IsNotLarger();

        Assert.AreEqual(scheme is "Dynamic" ? "Dynamic" : "Static", outcome.Result.Candidate.Layers.Single(layer => layer.Operator == "MatMul").Scheme);
        Assert.AreEqual(ElementType.Float16, outcome.Written.Graph.Outputs[0].Type?.Element);
    }

    [TestMethod]
    [DataRow("WeightOnly", DisplayName = "too small for blocks")]
    [DataRow("Float16")]
    public void Model_in_half_precision_is_handed_on_when_nothing_comes_of_it(string scheme)
    {
        using var pipeline = new Pipeline();
        var model = Product("float16");
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme));

        CollectionAssert.AreEqual(new[] { Codes.NothingToCompress }, outcome.Reported.ToArray());
        Assert.IsTrue(outcome.IsOriginal);
    }

    [TestMethod]
    public void Both_parts_of_a_mixed_model_are_quantized()
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
            var products = outcome.Result.Candidate.Layers.Where(layer => layer.Operator == "MatMul").Select(layer => layer.Node).ToList();

            Assert.Contains("MatMul_1", products);
            Assert.AreEqual(scheme != "Float16", products.Contains("MatMul_0"), scheme); // which has it in half precision already
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

    private static Model Product(string type) => GraphText.Parse($$"""
        input x: {{type}}[8,256]
        w = const {{type}}[256,64] seed 1 range -0.1 0.1
        m = MatMul(x, w)
        y = Softmax(m)
        output y: {{type}}[8,64]
        """);
}
