using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldAffineIntoGemmTests
{
    private const double Tolerance = 1e-5;
    private const string Start = "input x: float[N,6] ";
    private const string BatchNorm =
        "g = const float[4] seed 2 range 0.5 2 b = const float[4] seed 3 m = const float[4] seed 4 v = const float[4] seed 5 range 0.1 2 y = BatchNormalization(t, g, b, m, v) output y";

    [TestMethod]
    [DataRow("w = const float[6,4]", "c = const float[4] seed 8", "alpha=0.5, transB=0")]
    [DataRow("w = const float[4,6]", "c = const float[1,4] seed 8", "alpha=1.0, transB=1")]
    [DataRow("w = const float[4,6]", "c = const float[] {0.25}", "transB=1")]
    public void Folds_batch_norm_and_beta(string weight, string bias, string attributes) => RuleAssert.Rewrites(
        $"{Start} {weight} seed 1 {bias} t = Gemm(x, w, c) <{attributes}, beta=2.0> {BatchNorm}",
        $"{Start} {weight} b = const float[4] y = Gemm(x, w, b) <{attributes}> output y",
        Tolerance,
        new FoldAffineIntoGemm());

    [TestMethod]
    public void Gives_a_bias_to_a_gemm_without() => RuleAssert.Rewrites(
        Start + "w = const float[6,4] seed 1 t = Gemm(x, w) c = const float[4] {1,2,3,4} y = Add(c, t) output y",
        Start + "w = const float[6,4] seed 1 c = const float[4] {1,2,3,4} y = Gemm(x, w, c) output y",
        Tolerance,
        new FoldAffineIntoGemm());

    [TestMethod]
    public void Scales_without_bias() => RuleAssert.Rewrites(
        Start + "w = const float[6,4] seed 1 t = Gemm(x, w) c = const float[4] {1,2,3,4} y = Mul(c, t) output y",
        Start + "w = const float[6,4] y = Gemm(x, w) output y",
        Tolerance,
        new FoldAffineIntoGemm());

    [TestMethod]
    public void Keeps_gemm_when_weight_is_shared() => RuleAssert.Keeps(
        "input x: float[N,4] w = const float[4,4] u = Gemm(x, w) t = Gemm(u, w) " + BatchNorm, new FoldAffineIntoGemm());

    [TestMethod]
    public void Keeps_gemm_when_its_result_is_a_graph_output() =>
        RuleAssert.Keeps(Start + "w = const float[6,4] t = Gemm(x, w) " + BatchNorm + " output t", new FoldAffineIntoGemm());

    [TestMethod]
    public void Keeps_gemm_when_callers_may_override_the_weight() =>
        RuleAssert.Keeps(Start + "input w: float[6,4] = {1} t = Gemm(x, w) " + BatchNorm, new FoldAffineIntoGemm());

    [TestMethod]
    [DataRow("c = const float[2,4] seed 3", DisplayName = "a matrix")]
    [DataRow("c = const float[4,1] seed 3", DisplayName = "a column")]
    [DataRow("input c: float[4] = {1}", DisplayName = "callers may override it")]
    public void Keeps_gemm_with_another_bias(string bias) =>
        RuleAssert.Keeps($"input x: float[4,6] w = const float[6,4] {bias} t = Gemm(x, w, c) {BatchNorm}", new FoldAffineIntoGemm());

    [TestMethod]
    [DataRow("c = const float[2,1] seed 2 y = Mul(t, c)", DisplayName = "by row")]
    [DataRow("c = const float[1,1,1] seed 2 y = Mul(t, c)", DisplayName = "higher rank")]
    public void Keeps_what_is_not_per_column(string arithmetic) =>
        RuleAssert.Keeps(Start + "w = const float[6,4] t = Gemm(x, w) " + arithmetic + " output y", new FoldAffineIntoGemm());

    [TestMethod]
    public void Keeps_a_map_in_a_subgraph_of_an_outer_gemm() => RuleAssert.Keeps(
        "input x: float[N,6] input c: bool[] w = const float[6,6] t = Gemm(x, w) h = const float[] {0.5} y = If(c) <then_branch=graph { a = Mul(t, h) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        new FoldAffineIntoGemm());
}
