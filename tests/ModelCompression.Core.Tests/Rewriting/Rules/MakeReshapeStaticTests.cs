using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class MakeReshapeStaticTests
{
    private const string BatchOf = "s = Shape(x) i = const int64[1] {0} n = Gather(s, i) ";

    [TestMethod]
    public void Copies_the_batch() => RuleAssert.Rewrites(
        $"input x: float[N,3,4] {BatchOf} r = const int64[1] {{-1}} t = Concat(n, r) <axis=0> y = Reshape(x, t) output y",
        "input x: float[N,3,4] t = const int64[2] {0, -1} y = Reshape(x, t) output y",
        tolerance: 0,
        shapes => new MakeReshapeStatic(shapes));

    [TestMethod]
    public void Infers_one_unknown_size_and_copies_the_others() => RuleAssert.Rewrites(
        """
        input x: float[N,S,6]
        s = Shape(x) i = const int64[1] {0} n = Gather(s, i) j = const int64[1] {1} m = Gather(s, j)
        c = const int64[2] {2, 3} t = Concat(m, n, c) <axis=0>
        p = Transpose(x) <perm=[1,0,2]>
        y = Reshape(p, t)
        output y
        """,
        "input x: float[N,S,6] p = Transpose(x) <perm=[1,0,2]> t = const int64[4] {0, 0, 2, 3} y = Reshape(p, t) output y",
        tolerance: 0,
        shapes => new MakeReshapeStatic(shapes));

    [TestMethod]
    public void Follows_a_symbol_through_the_sizes_of_another_tensor() => RuleAssert.Rewrites(
        $"input x: float[N,3,4] input z: float[N,12] {BatchOf} r = const int64[2] {{3, 4}} t = Concat(n, r) <axis=0> y = Reshape(z, t) output y",
        "input x: float[N,3,4] input z: float[N,12] t = const int64[3] {0, 3, 4} y = Reshape(z, t) output y",
        tolerance: 0,
        shapes => new MakeReshapeStatic(shapes));

    [TestMethod]
    public void Keeps_two_unknown_sizes() => RuleAssert.Keeps(
        "input x: float[N,S,6] s = Shape(x) i = const int64[2] {1, 0} n = Gather(s, i) r = const int64[1] {6} t = Concat(n, r) <axis=0> y = Reshape(x, t) output y",
        shapes => new MakeReshapeStatic(shapes));

    [TestMethod]
    public void Keeps_an_unknown_size_beside_a_size_left_open() => RuleAssert.Keeps(
        $"input x: float[N,6] {BatchOf} r = const int64[1] {{-1}} t = Concat(r, n) <axis=0> y = Reshape(x, t) output y", shapes => new MakeReshapeStatic(shapes));

    [TestMethod]
    public void Keeps_reshape_where_zero_means_zero() => RuleAssert.Keeps(
        $"input x: float[N,6] {BatchOf} r = const int64[1] {{-1}} t = Concat(n, r) <axis=0> y = Reshape(x, t) <allowzero=1> output y", shapes => new MakeReshapeStatic(shapes));

    [TestMethod]
    public void Keeps_a_shape_that_callers_give() => RuleAssert.Keeps(
        "input x: float[N,6] input t: int64[2] y = Reshape(x, t) output y", shapes => new MakeReshapeStatic(shapes));
}
