using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Share of samples whose right class has one of the five highest scores of the first output; equal scores rank by class.</summary>
[Strategy("Top5", "Share of samples whose right class is among the five highest scores; needs class labels.")]
public sealed class Top5 : IMetric
{
    private const int Places = 5;

    public string Name => "Top5";

    public LabelKind Needs => LabelKind.Class;

    public double? Bound => 1;

    public bool CountsSuccesses => true;

    public IMetricAccumulator Start() => new SuccessAccumulator(Name, scores => IsAmongBest(scores.Values, scores.Label));

    private static bool IsAmongBest(double[] scores, int label)
    {
        var before = 0;
        for (var i = 0; i < scores.Length && !double.IsNaN(scores[label]); i++)
        {
            before += scores[i] > scores[label] || (scores[i] == scores[label] && i < label) ? 1 : 0;
        }

        return !double.IsNaN(scores[label]) && before < Places;
    }
}
