using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class FoldKnownContentTests
{
    [TestMethod]
    public void Folds_a_static_axis_although_the_batch_is_unknown() => RuleAssert.Rewrites(
        "input x: float[N,3,8,8] s = Shape(x) i = const int64[1] {1} g = Gather(s, i) y = Reshape(g, i) output y",
        "input x: float[N,3,8,8] g = const int64[1] {3} i = const int64[1] {1} y = Reshape(g, i) output y",
        tolerance: 0,
        shapes => new FoldKnownContent(shapes));

    [TestMethod]
    public void Folds_arithmetic_on_static_axes_to_pad_amounts() => RuleAssert.Rewrites(
        """
        input x: float[N,3,8,8]
        s = Shape(x) i = const int64[] {0} j = const int64[] {2}
        h = Gather(s, j) two = const int64[] {2} p = Div(h, two)
        zero = const int64[1] {0} v = Unsqueeze(p, zero)
        pads = Concat(zero, zero, v, zero, zero, zero, zero, v) <axis=0>
        y = Pad(x, pads)
        output y
        """,
        "input x: float[N,3,8,8] pads = const int64[8] {0,0,4,0,0,0,0,4} y = Pad(x, pads) output y",
        tolerance: 0,
        shapes => new FoldKnownContent(shapes));

    [TestMethod]
    public void Keeps_what_depends_on_the_batch() => RuleAssert.Keeps(
        "input x: float[N,3] s = Shape(x) i = const int64[] {0} g = Gather(s, i) y = Neg(g) output y",
        shapes => new FoldKnownContent(shapes));

    [TestMethod]
    public void Keeps_a_graph_output() => RuleAssert.Keeps(
        "input x: float[2,3] y = Shape(x) output y", shapes => new FoldKnownContent(shapes));

    [TestMethod]
    public void Keeps_content_that_callers_may_override() => RuleAssert.Keeps(
        "input x: float[N] input c: int64[1] = {3} d = Identity(c) y = Expand(x, d) output y", shapes => new FoldKnownContent(shapes));

    [TestMethod]
    public void Folds_inside_a_subgraph() => RuleAssert.Rewrites(
        """
        input x: float[N,3] input c: bool[]
        y = If(c) <then_branch=graph { s = Shape(x) i = const int64[1] {1} g = Gather(s, i) a = Add(g, g) output a },
                   else_branch=graph { b = const int64[1] {5} k = Neg(b) output k }>
        output y
        """,
        """
        input x: float[N,3] input c: bool[]
        g = const int64[1] {3}
        y = If(c) <then_branch=graph { a = Add(g, g) output a }, else_branch=graph { b = const int64[1] {5} k = Neg(b) output k }>
        output y
        """,
        tolerance: 0,
        shapes => new FoldKnownContent(shapes));
}
