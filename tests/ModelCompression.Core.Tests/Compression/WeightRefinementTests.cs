using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class WeightRefinementTests
{
    private const string Layers = """
        input c: bool[]
        input x: float[1,4,12,12]
        k = const float[16,4,3,3] seed 1 kb = const float[16] seed 2
        m = const float[16,16,3,3] seed 3 mb = const float[16] seed 4
        u = Conv(x, k, kb) r = Relu(u)
        v = Conv(r, m, mb) s = Relu(v)
        """;

    private const string Plain = Layers + " n = Not(c) y = Identity(s) output y output n";
    private const string Branches = Layers + " y = If(c) <then_branch=graph { a = Neg(s) output a }, else_branch=graph { b = Identity(s) output b }> output y: float[1,16,8,8]";

    [TestMethod]
    [DataRow(Plain, "Sequential")]
    [DataRow(Plain, "Fast")]
    [DataRow(Branches, "Sequential", DisplayName = "what cannot run piece by piece is corrected by means")]
    [DataRow(Branches, "Fast")]
    public void A_corrected_bias_brings_outputs_closer(string text, string correction)
    {
        Assert.IsGreaterThan(Decibels(text, "None") + 0.5, Decibels(text, correction));
    }

    [TestMethod]
    public void Both_corrections_are_one_where_a_model_has_subgraphs() =>
        Assert.AreEqual(Decibels(Branches, "Fast"), Decibels(Branches, "Sequential"));

    private static double Decibels(string text, string correction)
    {
        using var pipeline = new Pipeline();
        var model = GraphText.Parse(text);
        var outcome = pipeline.Run(model, Pipeline.SamplesFor(model, count: 64), ("Quantization", "Static"), ("WeightBits", "4"), ("Rounding", "Nearest"), ("BiasCorrection", correction));
        CollectionAssert.AreEqual(new[] { "Static" }, outcome.Schemes.ToArray());
        return outcome.Result.Evaluation.Result.Fidelity.SqnrDecibels;
    }
}
