using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Rewriting;

namespace ModelCompression.Passes;

/// <summary>A pass that applies rewrite rules until none matches.</summary>
public sealed class RulePass(params IReadOnlyList<RewriteRule> rules) : IPass
{
    public bool Run(Model model, IDiagnostics diagnostics) => new RuleSet(rules).Apply(model) > 0;
}
