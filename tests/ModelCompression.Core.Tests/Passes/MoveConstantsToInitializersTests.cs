using ModelCompression.Passes;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class MoveConstantsToInitializersTests
{
    [TestMethod]
    [DataRow("value=float[2] {1, 2}", "float[2] {1, 2}")]
    [DataRow("value_float=1.5", "float[] {1.5}")]
    [DataRow("value_floats=[1.5, 2.5]", "float[2] {1.5, 2.5}")]
    public void Moves(string attribute, string constant) => RuleAssert.Rewrites(
        $"input x: float[N,2] c = Constant() <{attribute}> y = Add(x, c) output y", $"input x: float[N,2] c = const {constant} y = Add(x, c) output y", tolerance: 0, new MoveConstantsToInitializers());

    [TestMethod]
    [DataRow("value_int=3", "int64[] {3}")]
    [DataRow("value_ints=[3, 4]", "int64[2] {3, 4}")]
    public void Moves_integers(string attribute, string constant) => RuleAssert.Rewrites(
        $"input x: int64[N,2] c = Constant() <{attribute}> y = Add(x, c) output y", $"input x: int64[N,2] c = const {constant} y = Add(x, c) output y", tolerance: 0, new MoveConstantsToInitializers());

    [TestMethod]
    public void Moves_out_of_a_subgraph() => RuleAssert.Rewrites(
        "input x: float[2] input c: bool[] y = If(c) <then_branch=graph { k = Constant() <value_float=2.0> a = Mul(x, k) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        "input x: float[2] input c: bool[] k = const float[] {2} y = If(c) <then_branch=graph { a = Mul(x, k) output a }, else_branch=graph { b = Neg(x) output b }> output y",
        tolerance: 0,
        new MoveConstantsToInitializers());

    [TestMethod]
    public void Keeps_a_graph_output() =>
        RuleAssert.Keeps("input x: float[2] c = Constant() <value_float=1.5> y = Add(x, c) output y output c", new MoveConstantsToInitializers());

    [TestMethod]
    public void Keeps_strings() =>
        RuleAssert.Keeps("input x: float[2] c = Constant() <value_string=\"a\"> d = other.Use(x, c) output d", new MoveConstantsToInitializers());
}
