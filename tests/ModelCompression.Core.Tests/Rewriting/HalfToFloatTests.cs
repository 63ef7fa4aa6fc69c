using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting;

[TestClass]
public sealed class HalfToFloatTests
{
    /// <summary>Of float16: 11 significant bits, several operators long.</summary>
    private const double Tolerance = 0.004;

    [TestMethod]
    public void Constants_are_widened_and_casts_stand_at_the_ends() => Becomes(
        "input x: float16[N,4] w = const float16[4,2] {1, 2, 3, 4, 0.5, 0.25, 6, 7} m = MatMul(x, w) y = Relu(m) output y: float16[N,2]",
        "input x: float16[N,4] f = Cast(x) <to=1> w = const float[4,2] {1, 2, 3, 4, 0.5, 0.25, 6, 7} m = MatMul(f, w) r = Relu(m) y = Cast(r) <to=10> output y: float16[N,2]");

    [TestMethod]
    public void Types_that_operators_name_follow() => Becomes(
        """
        input x: float[N,4] h = Cast(x) <to=10> w = const float16[4,2] {1, 2, 3, 4, 0.5, 0.25, 6, 7} m = MatMul(h, w)
        s = Shape(m) z = ConstantOfShape(s) <value=float16[1] {0.5}> a = Add(m, z) y = Cast(a) <to=1> output y: float[N,2]
        """,
        """
        input x: float[N,4] h = Cast(x) <to=1> w = const float[4,2] {1, 2, 3, 4, 0.5, 0.25, 6, 7} m = MatMul(h, w)
        s = Shape(m) z = ConstantOfShape(s) <value=float[1] {0.5}> a = Add(m, z) y = Cast(a) <to=1> output y: float[N,2]
        """);

    [TestMethod]
    public void An_output_that_is_read_inside_too_is_read_in_float() => Becomes(
        "input x: float16[N,2] w = const float16[2,2] {1, 2, 3, 4} m = MatMul(x, w) y = Neg(m) output m: float16[N,2] output y: float16[N,2]",
        "input x: float16[N,2] f = Cast(x) <to=1> w = const float[2,2] {1, 2, 3, 4} p = MatMul(f, w) m = Cast(p) <to=10> n = Neg(p) y = Cast(n) <to=10> output m: float16[N,2] output y: float16[N,2]");

    [TestMethod]
    public void Bodies_of_branches_follow()
    {
        var model = Same("""
            input x: float16[2,4] input c: bool[] w = const float16[4,4] seed 1
            y = If(c) <then_branch=graph { k = const float16[4] {1, 2, 3, 4} a = MatMul(x, w) b = Add(a, k) output b: float16[2,4] }, else_branch=graph { d = Relu(x) output d: float16[2,4] }>
            output y: float16[2,4]
            """);

        Assert.IsFalse(model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Initializers).Any(value => value.Initializer?.Element == ElementType.Float16));
    }

    [TestMethod]
    public void Bodies_of_loops_follow() => Same("""
        input x: float16[2,4] n = const int64[] {3} t = const bool[] {1} w = const float16[4,4] seed 1 range -0.3 0.3
        y = Loop(n, t, x) <body=graph { input i: int64[] input c: bool[] input s: float16[2,4] d = Identity(c) m = MatMul(s, w) output d: bool[] output m: float16[2,4] }>
        output y: float16[2,4]
        """);

    [TestMethod]
    [DataRow("input x: float[N,4] w = const float[4,2] seed 1 y = MatMul(x, w) output y: float[N,2]", DisplayName = "float")]
    [DataRow("input i: int64[N] t = const float16[9,2] seed 1 y = Gather(t, i) output y: float16[N,2]", DisplayName = "only tables in half precision")]
    public void A_model_without_half_precision_products_is_left_alone(string text)
    {
        var model = GraphText.Parse(text);

        Assert.IsNull(HalfToFloat.Widen(model));
        Assert.IsNull(GraphText.Difference(text, model));
    }

    [TestMethod]
    public void Operators_that_are_not_known_keep_the_model()
    {
        const string Text = "input x: float16[N,4] w = const float16[4,2] {1, 2, 3, 4, 5, 6, 7, 8} m = MatMul(x, w) y = org.example.Odd(m) output y: float16[N,2]";
        var model = GraphText.Parse(Text);

        Assert.Contains("org.example", HalfToFloat.Widen(model)?.Why ?? "");
        Assert.IsNull(GraphText.Difference(Text, model));
    }

    private static void Becomes(string before, string after) => Assert.IsNull(GraphText.Difference(after, Same(before)));

    private static Model Same(string before)
    {
        var model = GraphText.Parse(before);
        Assert.IsNull(HalfToFloat.Widen(model)?.Why);
        GraphVerifier.Verify(model, "widening");
        SameOutputs.Check(GraphText.Parse(before), model, Tolerance);
        return model;
    }
}
