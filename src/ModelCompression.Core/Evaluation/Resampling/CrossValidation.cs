using ModelCompression.Analysis;

namespace ModelCompression.Evaluation.Resampling;

/// <summary>
/// k parts of equal size without a common case, drawn once. Their values are independent, so the standard error of the whole is the spread of the parts divided by the root
/// of their number (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd edition, 7.10).
/// </summary>
[Strategy("CrossValidation", "Folds disjoint parts of the samples.")]
public sealed class CrossValidation : IResampling
{
    public IReadOnlyList<IReadOnlyList<int>> Parts(int count, ResamplingSettings settings)
    {
        var folds = Math.Min(settings.Folds, count);
        if (folds < 2)
        {
            return [];
        }

        var order = Enumerable.Range(0, count).ToArray();
        new Random(settings.Seed).Shuffle(order);
        return [.. Enumerable.Range(0, folds).Select(fold => (IReadOnlyList<int>)[.. order.Where((_, place) => place % folds == fold).Order()])];
    }

    public double StandardError(int count, IReadOnlyList<double> values, ResamplingSettings settings)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
    }
}
