using ModelCompression.Ir;

namespace ModelCompression.Differentiation;

/// <summary>What is minimized: a weighted sum of terms.</summary>
/// <param name="Terms">One or more; the gradient model has one extra input for each, in this order.</param>
public sealed record LossSpec(IReadOnlyList<LossTerm> Terms)
{
    public LossSpec(params LossTerm[] terms)
        : this((IReadOnlyList<LossTerm>)terms)
    {
    }
}

/// <summary>One term of a loss.</summary>
/// <param name="Output">The value of the model it judges, of the main graph.</param>
public abstract record LossTerm(Value Output)
{
    /// <summary>Factor of the term in the sum.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What the extra input is called where the model has no value of that name.</summary>
    internal abstract string InputName { get; }

    /// <summary>Appends the nodes of the term, without its weight.</summary>
    /// <param name="output">The copy of <see cref="Output"/>.</param>
    /// <returns>A float scalar.</returns>
    internal abstract Value Append(LossBuilder builder, Value output);
}
