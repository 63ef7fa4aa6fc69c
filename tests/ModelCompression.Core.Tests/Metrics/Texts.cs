using System.Text;
using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Feeds decoded texts with the right ones.</summary>
internal static class Texts
{
    public static IMetricAccumulator Of(IMetric metric, params (string Right, string Decoded)[] texts)
    {
        var accumulator = metric.Start();
        foreach (var (right, decoded) in texts)
        {
            accumulator.Add(new Sample("a.wav", new Dictionary<string, TensorData>(), new TextLabel(right)), [new TensorData(new Shape(1), [Encoding.UTF8.GetBytes(decoded)])], []);
        }

        return accumulator;
    }
}
