using ModelCompression.Ir;
using ModelCompression.Rewriting;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests;

[TestClass]
public sealed class RuleAssertTests
{
    private const string Before = "input x: float[2] y = Neg(x) output y";

    [TestMethod]
    public void Accepts_a_rewrite_that_keeps_the_numbers() =>
        RuleAssert.Rewrites("input x: float[2] y = Relu(x) output y", "input x: float[2] z = const float[] {0} y = Max(x, z) output y", tolerance: 0, new ReluToMax());

    [TestMethod]
    public void Rejects_other_numbers() =>
        StringAssert.Contains(Failure(() => RuleAssert.Rewrites(Before, "input x: float[2] y = Abs(x) output y", tolerance: 0, new Rename("Neg", "Abs"))), "Output 'y'");

    [TestMethod]
    public void Rejects_numbers_outside_the_tolerance() =>
        StringAssert.Contains(Failure(() => RuleAssert.Rewrites(Before, "input x: float[2] y = Abs(x) output y", tolerance: 1.5, new Rename("Neg", "Abs"))), "element");

    [TestMethod]
    public void Rejects_another_structure() =>
        StringAssert.Contains(Failure(() => RuleAssert.Rewrites(Before, "input x: float[2] y = Exp(x) output y", tolerance: 9, new Rename("Neg", "Abs"))), "expected y = Exp(x)");

    [TestMethod]
    public void Rejects_a_rule_that_does_not_match() => Failure(() => RuleAssert.Rewrites(Before, Before, tolerance: 0, new Rename("Exp", "Abs")));

    [TestMethod]
    public void Keeps_rejects_a_change() => Failure(() => RuleAssert.Keeps(Before, new Rename("Neg", "Abs")));

    private static string Failure(Action action) => Assert.ThrowsExactly<AssertFailedException>(action).Message;

    private sealed class Rename(string from, string to) : RewriteRule
    {
        public override Match TryMatch(Node root) => root.Is(from) ? Yes(edit => edit.Replace(root, to, [root.Inputs[0]])) : No("another operator");
    }

    private sealed class ReluToMax : RewriteRule
    {
        public override Match TryMatch(Node root) => root.Is("Relu")
            ? Yes(edit => edit.Replace(root, "Max", [root.Inputs[0], edit.Constant("zero", TensorData.Scalar(0))]))
            : No("no Relu");
    }
}
