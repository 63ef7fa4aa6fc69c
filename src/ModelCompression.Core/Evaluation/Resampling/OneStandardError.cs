namespace ModelCompression.Evaluation.Resampling;

/// <summary>
/// The one-standard-error rule (Breiman, Friedman, Olshen and Stone 1984): of candidates that were measured on the same samples, the simplest whose loss is at most one
/// standard error above the smallest one. What is better by less than the samples can tell is not worth more.
/// </summary>
public static class OneStandardError
{
    /// <param name="simplestFirst">One or more candidates, the most wanted first.</param>
    /// <param name="lossOf">Loss, smaller is better, and its standard error; a loss that is no number is never chosen unless all are.</param>
    public static T Choose<T>(IReadOnlyList<T> simplestFirst, Func<T, (double Loss, double StandardError)> lossOf)
    {
        var measured = simplestFirst.Where(candidate => !double.IsNaN(lossOf(candidate).Loss)).ToList();
        if (measured.Count == 0)
        {
            return simplestFirst[0];
        }

        var best = measured.Select(lossOf).MinBy(loss => loss.Loss);
        var most = best.Loss + (double.IsFinite(best.StandardError) ? best.StandardError : 0);
        return measured.First(candidate => lossOf(candidate).Loss <= most);
    }
}
