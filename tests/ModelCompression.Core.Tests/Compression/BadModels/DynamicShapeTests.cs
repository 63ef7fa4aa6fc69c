using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.BadModels;

/// <summary>Sizes that are not known before the model runs.</summary>
[TestClass]
public sealed class DynamicShapeTests
{
    private const string Pairs = "w = const float[16,2,3,3] seed 1 ";
    private const string Triples = "w = const float[16,3,3,3] seed 1 "; // the second symbol is bound to 3
    private const string Image = "b = const float[16] seed 2 c = Conv(x, w, b) <auto_pad=\"SAME_UPPER\"> r = Relu(c) g = GlobalAveragePool(r) f = Flatten(g) m = const float[16,10] seed 3 y = Gemm(f, m) output y";

    [TestMethod]
    [DataRow(Pairs + "input x: float[?,2,?,?] " + Image, DisplayName = "image, but for the channels")]
    [DataRow(Pairs + "input x: float[?,?,?,?] " + Image, DisplayName = "image, every axis")]
    [DataRow(Triples + "input x: float[N,C,H,W] " + Image, DisplayName = "image, every axis by name")]
    [DataRow("input x: float[2,2,12,12] w = const float[16,2,3,3] seed 1 i = const int64[4] {2, 2, 12, 12} s = Shape(x) z = Reshape(x, s) c = Conv(z, w) y = Relu(c) output y", DisplayName = "shape from a shape")]
    public void Convolutions(string text)
    {
        foreach (var scheme in new[] { "Static", "Dynamic", "Float16", "" })
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse(text);
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.1);

            Assert.AreEqual(scheme == "Static", scheme.Length > 0 && outcome.Operators.Contains("QuantizeLinear"), "Auto may hand on the original of a model this small.");
        }
    }

    [TestMethod]
    [DataRow("?,?,256", DisplayName = "but for the last axis")]
    [DataRow("A,B,256", DisplayName = "by name, but for the last axis")]
    public void Products(string dims)
    {
        foreach (var scheme in new[] { "Dynamic", "WeightOnly", "Float16", "" })
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse($"input x: float[{dims}] w = const float[256,64] seed 1 range -0.1 0.1 b = const float[64] seed 2 m = MatMul(x, w) a = Add(m, b) y = Softmax(a) output y");
            var outcome = pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.05).IsNotLarger();

            Assert.IsNotEmpty(outcome.Result.Candidate.Layers);
        }
    }

    [TestMethod]
    public void Rank_that_nobody_knows()
    {
        foreach (var scheme in new[] { "Static", "Dynamic", "WeightOnly", "Float16", "" })
        {
            using var pipeline = new Pipeline();
            var model = GraphText.Parse("input x: float[8,256] input d: int64[S] w = const float[256,64] seed 1 n = const int64[2] {8, 256} e = Sub(d, d) t = Add(e, n) v = Reshape(x, t) y = MatMul(v, w) output y");
            pipeline.Run(model, Pipeline.SamplesFor(model), ("Quantization", scheme)).Answers(tolerance: 0.05);
        }
    }
}
