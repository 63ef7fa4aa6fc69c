namespace ModelCompression.Evaluation.Resampling;

/// <summary>How the samples of one evaluation are taken apart to see how a metric scatters. Implementations carry a <c>Strategy</c> attribute.</summary>
public interface IResampling
{
    /// <summary>Parts of the cases 0 to <paramref name="count"/> - 1, seeded; none when there are too few to compare.</summary>
    IReadOnlyList<IReadOnlyList<int>> Parts(int count, ResamplingSettings settings);

    /// <summary>Standard error of the metric over all cases, from its values on the parts.</summary>
    /// <param name="count">Number of cases.</param>
    /// <param name="values">Two or more, one a part.</param>
    double StandardError(int count, IReadOnlyList<double> values, ResamplingSettings settings);
}

/// <summary>Settings of all kinds of resampling.</summary>
/// <param name="Folds">Parts of a cross-validation, 2 or more; never more than there are cases.</param>
/// <param name="Subsets">Number of random subsets, 2 or more.</param>
/// <param name="SubsetSize">Share of the cases in each, above 0 and below 1.</param>
public sealed record ResamplingSettings(int Folds = 5, int Subsets = 10, double SubsetSize = 0.5, int Seed = 0);
