using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Feeds scores of frames with what is right: <c>1</c> for a positive frame.</summary>
internal static class Frames
{
    public static IMetricAccumulator Of(IMetric metric, params (string Positive, float[] Scores)[] recordings)
    {
        var accumulator = metric.Start();
        foreach (var (positive, scores) in recordings)
        {
            accumulator.Add(new Sample("a.wav", new Dictionary<string, TensorData>(), new FramesLabel([.. positive.Select(letter => letter == '1')])), [TensorData.Floats(new Shape(scores.Length, 1), scores)], []);
        }

        return accumulator;
    }
}
