namespace ModelCompression.Gating;

/// <summary>The gate's decision.</summary>
public enum Decision
{
    Pass,
    Fail,

    /// <summary>The samples are too few to decide.</summary>
    Inconclusive,
}

/// <summary>A decision and why.</summary>
/// <param name="Reasons">What failed or could not be decided; empty for a pass.</param>
public sealed record Verdict(Decision Decision, IReadOnlyList<Reason> Reasons)
{
    public static readonly Verdict Pass = new(Decision.Pass, []);

    public bool Passed => Decision == Decision.Pass;

    /// <summary>True when an inconclusive result is not good enough.</summary>
    public bool MustBeShown { get; init; }

    /// <summary>True when the model may be shipped: it passed, or nothing speaks against it and nothing had to be shown.</summary>
    public bool Accepts => Passed || (Decision == Decision.Inconclusive && !MustBeShown);

    public static Verdict Fail(params IReadOnlyList<Reason> reasons) => new(Decision.Fail, reasons);

    /// <param name="mustBeShown">See <see cref="MustBeShown"/>.</param>
    public static Verdict Undecided(Reason reason, bool mustBeShown) => new(Decision.Inconclusive, [reason]) { MustBeShown = mustBeShown };

    /// <summary>Both together: the worse decision with all reasons.</summary>
    public Verdict And(Verdict other)
    {
        var decision = Decision == Decision.Fail || other.Decision == Decision.Fail ? Decision.Fail : Passed ? other.Decision : Decision;
        return new Verdict(decision, [.. Reasons, .. other.Reasons]) { MustBeShown = MustBeShown || other.MustBeShown };
    }
}

/// <summary>One thing that is wrong: the code of the diagnostic and a sentence with the figures, without its full stop.</summary>
/// <param name="Gate">The option that sets the limit.</param>
public sealed record Reason(string Code, string Sentence, string Gate = "MaxMetricDrop");
