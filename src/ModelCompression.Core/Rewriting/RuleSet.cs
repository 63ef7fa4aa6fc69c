using ModelCompression.Ir;

namespace ModelCompression.Rewriting;

/// <summary>Applies rules to all graphs of a model, in node order, until nothing matches.</summary>
public sealed class RuleSet(params IReadOnlyList<RewriteRule> rules)
{
    private const int MaxRounds = 1000;

    /// <returns>Number of rewrites made.</returns>
    /// <exception cref="InvalidOperationException">The rules do not come to an end (a bug in a rule).</exception>
    public int Apply(Model model)
    {
        var total = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var made = ApplyOnce(model);
            total += made;
            if (made == 0)
            {
                return total;
            }
        }

        throw new InvalidOperationException($"Rules {string.Join(", ", rules.Select(rule => rule.GetType().Name))} do not come to an end.");
    }

    private int ApplyOnce(Model model)
    {
        var made = 0;
        var editor = new GraphEditor(model);
        foreach (var graph in model.Graph.SelfAndSubgraphs().ToList())
        {
            foreach (var node in graph.Nodes.ToList())
            {
                foreach (var rule in rules)
                {
                    if (node.Graph == graph && rule.TryMatch(node) is { IsMatch: true, Edit: { } edit })
                    {
                        edit(editor);
                        made++;
                    }
                }
            }
        }

        return made;
    }
}
