namespace ModelCompression.Inference;

/// <summary>What is known to be right for a sample. One record per kind of task.</summary>
public abstract record Label;

/// <summary>The index of the right class, 0-based.</summary>
public sealed record ClassLabel(int Index) : Label;

/// <summary>One of the two samples of a pair whose likeness was scored. Both samples of a pair follow each other.</summary>
/// <param name="Pair">Number of the pair in its data set, 0-based.</param>
/// <param name="Side">0 or 1.</param>
/// <param name="Score">How alike the two are, in the data's own unit; higher is more alike. The same on both sides.</param>
public sealed record PairLabel(int Pair, int Side, double Score) : Label;

/// <summary>The right values of a regression, in the order of the model's output.</summary>
public sealed record ValuesLabel(IReadOnlyList<double> Values) : Label;
