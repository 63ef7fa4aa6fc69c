namespace ModelCompression.Rewriting;

/// <summary>
/// Outcome of matching a rule at a node: either the edit to make, or why there is none. Matching is pure; the edit runs only when the match is applied,
/// directly after matching, so that everything it captured still holds.
/// </summary>
public readonly record struct Match(Action<GraphEditor>? Edit, string? Why)
{
    public bool IsMatch => Edit is not null;

    public static Match No(string why) => new(null, why);

    public static Match Yes(Action<GraphEditor> edit) => new(edit, null);
}
