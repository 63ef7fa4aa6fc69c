using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Passes;
using ModelCompression.Rewriting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class ShapedRulePassTests
{
    [TestMethod]
    public void Infers_again_after_a_change()
    {
        var model = GraphText.Parse("input x: float[N,3] a = Nothing(x) y = Nothing(a) output y");

        Assert.IsTrue(new ShapedRulePass(shapes => [new KnownToNeg(shapes)]).Run(model, new DiagnosticList()));
        Assert.IsTrue(model.Graph.Nodes.All(node => node.Is("Neg")), "The second node's input is known only after the first was rewritten.");
    }

    [TestMethod]
    public void Reports_no_change_when_nothing_matches()
    {
        var model = GraphText.Parse("input x: float y = Nothing(x) output y");

        Assert.IsFalse(new ShapedRulePass(shapes => [new KnownToNeg(shapes)]).Run(model, new DiagnosticList()));
    }

    [TestMethod]
    public void Stops_rules_that_do_not_come_to_an_end()
    {
        var model = GraphText.Parse("input x: float[2] y = Neg(x) output y");

        Assert.ThrowsExactly<InvalidOperationException>(() => new ShapedRulePass(_ => [new NegToNeg()]).Run(model, new DiagnosticList()));
    }

    private sealed class KnownToNeg(ShapeTable shapes) : RewriteRule
    {
        public override Match TryMatch(Node root) =>
            root.Is("Nothing") && shapes.DimsOf(root.Input(0)) is not null ? Yes(edit => edit.Replace(root, "Neg", [root.Inputs[0]])) : No("not known");
    }

    private sealed class NegToNeg : RewriteRule
    {
        public override Match TryMatch(Node root) => root.Is("Neg") ? Yes(edit => edit.Replace(root, "Neg", [root.Inputs[0]])) : No("no Neg");
    }
}
