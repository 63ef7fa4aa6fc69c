using Microsoft.VisualStudio.TestTools.UnitTesting;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Passes;
using ModelCompression.Rewriting;

namespace ModelCompression.Testing;

/// <summary>What every rewrite must satisfy: the right structure, a consistent graph, nothing left to do the second time, and the same numbers.</summary>
public static class RuleAssert
{
    /// <summary><see cref="Rewrites(string, string, double, IPass)"/> for a rule; constants that are not used any more do not count.</summary>
    public static void Rewrites(string before, string after, double tolerance, RewriteRule rule) =>
        Rewrites(before, after, tolerance, new RulePass(rule), tidy: true);

    /// <summary><see cref="Rewrites(string, string, double, IPass)"/> for a rule that asks for shapes; constants that are not used any more do not count.</summary>
    public static void Rewrites(string before, string after, double tolerance, Func<ShapeTable, RewriteRule> rule) =>
        Rewrites(before, after, tolerance, new ShapedRulePass(shapes => [rule(shapes)]), tidy: true);

    /// <summary>
    /// Asserts that the pass turns <paramref name="before"/> into <paramref name="after"/> (constants without content match any content), changes nothing when run again,
    /// and keeps the outputs.
    /// </summary>
    /// <param name="tolerance">Largest allowed difference of an output as a share of that output's largest magnitude; 0 asks for identical bits.</param>
    public static void Rewrites(string before, string after, double tolerance, IPass pass) => Rewrites(before, after, tolerance, pass, tidy: false);

    /// <summary>Asserts that the rule leaves the graph as it is.</summary>
    public static void Keeps(string before, RewriteRule rule) => Keeps(before, new RulePass(rule));

    /// <summary>Asserts that the rule leaves the graph as it is.</summary>
    public static void Keeps(string before, Func<ShapeTable, RewriteRule> rule) => Keeps(before, new ShapedRulePass(shapes => [rule(shapes)]));

    /// <summary>Asserts that the pass leaves the graph as it is and says so.</summary>
    public static void Keeps(string before, IPass pass)
    {
        var model = GraphText.Parse(before);
        var printed = GraphText.Print(model);
        var changed = pass.Run(model, new DiagnosticList());
        Assert.AreEqual(printed, GraphText.Print(model), "The graph was changed.");
        Assert.IsFalse(changed, "The pass reports a change but made none.");
    }

    private static void Rewrites(string before, string after, double tolerance, IPass pass, bool tidy)
    {
        var model = GraphText.Parse(before);
        Assert.IsTrue(pass.Run(model, new DiagnosticList()), "The pass reports no change.");
        GraphVerifier.Verify(model, pass.GetType().Name);
        if (tidy)
        {
            new RemoveDeadCode().Run(model, new DiagnosticList());
        }

        if (GraphText.Difference(after, model) is { } difference)
        {
            Assert.Fail($"The structure differs at {difference}");
        }

        Assert.IsFalse(pass.Run(model, new DiagnosticList()), "The pass changes its own result.");
        SameOutputs.Check(GraphText.Parse(before), model, tolerance);
    }
}
