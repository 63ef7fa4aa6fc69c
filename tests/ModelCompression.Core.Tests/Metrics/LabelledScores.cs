using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Feeds rows of scores with the index of the right class.</summary>
internal static class LabelledScores
{
    public static IMetricAccumulator Of(IMetric metric, params (int Label, float[] Scores)[] rows)
    {
        var accumulator = metric.Start();
        foreach (var (label, scores) in rows)
        {
            accumulator.Add(new Sample("#1", new Dictionary<string, TensorData>(), new ClassLabel(label)), [TensorData.Floats(new Shape(1, scores.Length), scores)], []);
        }

        return accumulator;
    }

    /// <summary>Rows whose highest score is that of the predicted class.</summary>
    public static IMetricAccumulator Predicted(IMetric metric, int classes, params (int Label, int Predicted)[] rows) =>
        Of(metric, [.. rows.Select(row => (row.Label, Enumerable.Range(0, classes).Select(i => i == row.Predicted ? 1f : 0).ToArray()))]);
}
