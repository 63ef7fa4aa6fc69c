using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Feeds predicted values with the right ones.</summary>
internal static class PredictedValues
{
    public static IMetricAccumulator Of(IMetric metric, params (double[] Right, float[] Predicted)[] rows)
    {
        var accumulator = metric.Start();
        foreach (var (right, predicted) in rows)
        {
            accumulator.Add(new Sample("#1", new Dictionary<string, TensorData>(), new ValuesLabel(right)), [TensorData.Floats(new Shape(1, predicted.Length), predicted)], []);
        }

        return accumulator;
    }
}
