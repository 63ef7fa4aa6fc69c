using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldAffineIntoMatMulTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    public void Scales_the_weight_of_any_rank() => RuleAssert.Rewrites(
        "input x: float[N,S,6] w = const float[6,4] seed 1 t = MatMul(x, w) c = const float[4] seed 2 y = Mul(t, c) output y",
        "input x: float[N,S,6] w = const float[6,4] y = MatMul(x, w) output y",
        Tolerance,
        shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Turns_a_product_of_matrices_with_bias_into_gemm() => RuleAssert.Rewrites(
        "input x: float[N,6] w = const float[6,4] seed 1 t = MatMul(x, w) c = const float[4] {1,2,3,4} y = Add(c, t) output y",
        "input x: float[N,6] w = const float[6,4] seed 1 c = const float[4] {1,2,3,4} y = Gemm(x, w, c) output y",
        Tolerance,
        shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Turns_a_product_of_matrices_with_batch_norm_into_gemm() => RuleAssert.Rewrites(
        "input x: float[N,6] w = const float[6,4] seed 1 t = MatMul(x, w) g = const float[4] seed 2 v = const float[4] seed 5 range 0.1 2 y = BatchNormalization(t, g, g, g, v) output y",
        "input x: float[N,6] w = const float[6,4] c = const float[4] y = Gemm(x, w, c) output y",
        Tolerance,
        shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_bias_of_rank_3() => RuleAssert.Keeps(
        "input x: float[N,S,6] w = const float[6,4] t = MatMul(x, w) c = const float[4] fill 1 y = Add(t, c) output y", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_bias_when_the_rank_is_unknown() => RuleAssert.Keeps(
        "input x: float w = const float[6,4] t = MatMul(x, w) c = const float[4] fill 1 y = Add(t, c) output y", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_product_whose_weight_is_shared() => RuleAssert.Keeps(
        "input x: float[N,S,4] w = const float[4,4] u = MatMul(x, w) t = MatMul(u, w) c = const float[4] y = Mul(t, c) output y", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_product_that_is_a_graph_output() => RuleAssert.Keeps(
        "input x: float[N,6] w = const float[6,4] t = MatMul(x, w) c = const float[4] y = Mul(t, c) output y output t", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_product_of_two_activations() => RuleAssert.Keeps(
        "input x: float[N,6] input w: float[6,4] t = MatMul(x, w) c = const float[4] y = Mul(t, c) output y", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_weight_that_callers_may_override() => RuleAssert.Keeps(
        "input x: float[N,6] input w: float[6,4] = {1} t = MatMul(x, w) c = const float[4] y = Mul(t, c) output y", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_factors_by_row() => RuleAssert.Keeps(
        "input x: float[N,6] w = const float[6,4] t = MatMul(x, w) c = const float[2,1] y = Mul(t, c) output y", shapes => new FoldAffineIntoMatMul(shapes));

    [TestMethod]
    public void Keeps_a_map_in_a_subgraph_of_an_outer_product() => RuleAssert.Keeps(
        "input x: float[N,6] input c: bool[] w = const float[6,6] t = MatMul(x, w) h = const float[] {0.5} y = If(c) <then_branch=graph { a = Mul(t, h) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        shapes => new FoldAffineIntoMatMul(shapes));
}
