namespace ModelCompression.Analysis;

/// <summary>Something a strategy did not do, and why. Part of the plan and of the report.</summary>
/// <param name="Node">Name of the node, for the report.</param>
/// <param name="Why">A reason a user understands, without full stop.</param>
public sealed record Skipped(string Node, string Why);
