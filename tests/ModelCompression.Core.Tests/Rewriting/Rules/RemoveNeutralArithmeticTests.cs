using ModelCompression.Rewriting.Rules;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Rewriting.Rules;

[TestClass]
public sealed class RemoveNeutralArithmeticTests
{
    [TestMethod]
    [DataRow("c = const float[] {0} t = Add(x, c)")]
    [DataRow("c = const float[3,1,1] fill 0 t = Add(c, x)")]
    [DataRow("c = const float[1] {0} t = Sub(x, c)")]
    [DataRow("c = const float[1,3,1,1] fill 1 t = Mul(c, x)")]
    [DataRow("c = const float[] {1} t = Div(x, c)")]
    public void Removes(string arithmetic) => RuleAssert.Rewrites(
        $"input x: float[N,3,8,8] {arithmetic} y = Relu(t) output y", "input x: float[N,3,8,8] y = Relu(x) output y", tolerance: 0, shapes => new RemoveNeutralArithmetic(shapes));

    [TestMethod]
    [DataRow("c = const float[] {1} t = Add(x, c)", DisplayName = "not neutral")]
    [DataRow("c = const float[] {0} t = Sub(c, x)", DisplayName = "negation")]
    [DataRow("c = const float[] {1} t = Div(c, x)", DisplayName = "reciprocal")]
    [DataRow("c = const float[5,1,1,1,1] fill 0 t = Add(x, c)", DisplayName = "higher rank")]
    [DataRow("c = const float[2,1,1,1] fill 1 t = Mul(x, c)", DisplayName = "may enlarge the batch")]
    public void Keeps_what_changes_values_or_shape(string arithmetic) =>
        RuleAssert.Keeps($"input x: float[N,3,8,8] {arithmetic} y = Relu(t) output y", shapes => new RemoveNeutralArithmetic(shapes));

    [TestMethod]
    public void Keeps_a_vector_constant_when_the_rank_is_unknown() => RuleAssert.Keeps(
        "input x: float c = const float[1] {0} t = Add(x, c) y = Relu(t) output y", shapes => new RemoveNeutralArithmetic(shapes));

    [TestMethod]
    public void Keeps_an_operand_that_callers_may_override() => RuleAssert.Keeps(
        "input x: float[2] input c: float[1] = {0} t = Add(x, c) y = Relu(t) output y", shapes => new RemoveNeutralArithmetic(shapes));

    [TestMethod]
    public void Keeps_the_link_between_a_graph_input_and_a_graph_output() => RuleAssert.Keeps(
        "input x: float[2] c = const float[] {0} y = Add(x, c) output y", shapes => new RemoveNeutralArithmetic(shapes));
}
