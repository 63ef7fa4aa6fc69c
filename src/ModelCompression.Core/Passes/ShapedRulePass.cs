using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Rewriting;

namespace ModelCompression.Passes;

/// <summary>A pass over rules that ask for shapes: infer, apply until none matches, and again while that changed anything.</summary>
public sealed class ShapedRulePass(Func<ShapeTable, IReadOnlyList<RewriteRule>> rules) : IPass
{
    private const int MaxRounds = 100;

    /// <exception cref="InvalidOperationException">The rules do not come to an end (a bug in a rule).</exception>
    public bool Run(Model model, IDiagnostics diagnostics)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (new RuleSet(rules(ShapeTable.Infer(model))).Apply(model) == 0)
            {
                return round > 0;
            }
        }

        throw new InvalidOperationException("Rules that use shapes do not come to an end.");
    }
}
