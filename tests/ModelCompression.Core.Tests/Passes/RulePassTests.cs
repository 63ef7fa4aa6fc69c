using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Passes;
using ModelCompression.Rewriting;

namespace ModelCompression.Core.Tests.Passes;

[TestClass]
public sealed class RulePassTests
{
    [TestMethod]
    public void Applies_the_rule_until_nothing_matches_and_then_reports_no_change()
    {
        var graph = new Graph();
        var value = new Value("x");
        graph.AddInput(value);
        foreach (var name in new[] { "a", "b", "c" })
        {
            var output = new Value(name);
            graph.Append(new Node("Neg", [value], [output]));
            value = output;
        }

        graph.AddOutput(value);
        var model = new Model(graph, 8, [KeyValuePair.Create("", 17L)]);
        var pass = new RulePass(new NegToAbs());

        Assert.IsTrue(pass.Run(model, new DiagnosticList()));
        Assert.IsTrue(graph.Nodes.All(node => node.Is("Abs")));
        Assert.IsEmpty(GraphVerifier.Check(model));
        Assert.IsFalse(pass.Run(model, new DiagnosticList()));
    }

    private sealed class NegToAbs : RewriteRule
    {
        public override Match TryMatch(Node root) =>
            root.Is("Neg") ? Yes(edit => edit.Replace(root, "Abs", [root.Inputs[0]])) : No("no Neg");
    }
}
