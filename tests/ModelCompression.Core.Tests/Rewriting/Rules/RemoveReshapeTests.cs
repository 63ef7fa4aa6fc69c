using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class RemoveReshapeTests
{
    [TestMethod]
    [DataRow("s = const int64[2] {-1, 6} t = Reshape(x, s)")]
    [DataRow("s = const int64[2] {0, 6} t = Reshape(x, s)")]
    [DataRow("t = Flatten(x)")]
    [DataRow("s = Shape(x) t = Reshape(x, s)")]
    [DataRow("s = const int64[2] {1, 1} t = Expand(x, s)")]
    public void Removes(string reshape) => RuleAssert.Rewrites(
        $"input x: float[N,6] {reshape} y = Relu(t) output y", "input x: float[N,6] y = Relu(x) output y", tolerance: 0, shapes => new RemoveReshape(shapes));

    [TestMethod]
    [DataRow("s = const int64[2] {-1, 3} t = Reshape(x, s)")]
    [DataRow("s = const int64[3] {0, 6, 1} t = Reshape(x, s)")]
    [DataRow("s = const int64[2] {2, 6} t = Reshape(x, s)", DisplayName = "A fixed batch says more than the input")]
    [DataRow("s = const int64[2] {2, 1} t = Expand(x, s)")]
    public void Keeps_what_may_change_the_shape(string reshape) =>
        RuleAssert.Keeps($"input x: float[N,6] {reshape} y = Relu(t) output y", shapes => new RemoveReshape(shapes));

    [TestMethod]
    public void Keeps_when_the_rank_is_unknown() => RuleAssert.Keeps(
        "input x: float s = const int64[2] {-1, 6} t = Reshape(x, s) y = Relu(t) output y", shapes => new RemoveReshape(shapes));

    [TestMethod]
    public void Keeps_the_link_between_a_graph_input_and_a_graph_output() =>
        RuleAssert.Keeps("input x: float[N,6] y = Flatten(x) output y", shapes => new RemoveReshape(shapes));
}
