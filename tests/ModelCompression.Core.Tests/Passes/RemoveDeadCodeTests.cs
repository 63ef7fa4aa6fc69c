using ModelCompression.Passes;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class RemoveDeadCodeTests
{
    [TestMethod]
    public void Removes_a_chain_of_unused_nodes_and_their_constants() => RuleAssert.Rewrites(
        "input x: float[2] c = const float[2] {1, 2} a = Add(x, c) b = Neg(a) y = Abs(x) output y", "input x: float[2] y = Abs(x) output y", tolerance: 0, new RemoveDeadCode());

    [TestMethod]
    public void Removes_what_only_a_dead_subgraph_uses() => RuleAssert.Rewrites(
        "input x: float[2] input c: bool[] t = Neg(x) z = If(c) <then_branch=graph { a = Abs(t) output a }, else_branch=graph { b = Relu(t) output b }> y = Exp(x) output y",
        "input x: float[2] input c: bool[] y = Exp(x) output y",
        tolerance: 0,
        new RemoveDeadCode());

    [TestMethod]
    public void Removes_inside_a_subgraph() => RuleAssert.Rewrites(
        "input x: float[2] input c: bool[] y = If(c) <then_branch=graph { d = Exp(x) a = Abs(x) output a }, else_branch=graph { b = Relu(x) output b }> output y",
        "input x: float[2] input c: bool[] y = If(c) <then_branch=graph { a = Abs(x) output a }, else_branch=graph { b = Relu(x) output b }> output y",
        tolerance: 0,
        new RemoveDeadCode());

    [TestMethod]
    public void Keeps_unused_inputs_and_overridable_initializers() =>
        RuleAssert.Keeps("input x: float[2] input u: float[2] input d: float[2] = {1, 2} y = Abs(x) output y", new RemoveDeadCode());

    [TestMethod]
    public void Keeps_a_node_of_which_one_output_is_used() =>
        RuleAssert.Keeps("input x: float[4] y, z = Split(x) <axis=0> output z", new RemoveDeadCode());

    [TestMethod]
    public void Keeps_values_that_a_subgraph_captures() => RuleAssert.Keeps(
        "input x: float[2] input c: bool[] k = const float[2] {1, 2} t = Neg(x) y = If(c) <then_branch=graph { a = Abs(t) output a }, else_branch=graph { b = Add(x, k) output b }> output y",
        new RemoveDeadCode());

    [TestMethod]
    public void Keeps_an_initializer_that_is_a_graph_output() =>
        RuleAssert.Keeps("input x: float[2] k = const float[2] {1, 2} y = Neg(x) output y output k", new RemoveDeadCode());
}
