using ModelCompression.Metrics;

namespace ModelCompression.Core.Tests.Gating;

/// <summary>Evaluation results with the values given and nothing else.</summary>
internal static class Results
{
    public static EvaluationResult Of(string metric, Direction better, double original, double compressed, int samples, SuccessCounts? counts) =>
        new(metric, better, null, original, compressed, samples, counts, new FidelityReport(1, 50, 0, 1, 0, []), "other", "Fake 1.0", new PairedOutcomes([], []));
}
