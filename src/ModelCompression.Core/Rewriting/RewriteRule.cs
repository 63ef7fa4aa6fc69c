using ModelCompression.Ir;

namespace ModelCompression.Rewriting;

/// <summary>One local rewrite of a graph: guards first, edit last.</summary>
public abstract class RewriteRule
{
    /// <summary>Matches the pattern whose last node is <paramref name="root"/>. Changes nothing.</summary>
    public abstract Match TryMatch(Node root);

    protected static Match No(string why) => Match.No(why);

    protected static Match Yes(Action<GraphEditor> edit) => Match.Yes(edit);
}
