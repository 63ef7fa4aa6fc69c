using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Feeds pairs whose second embedding is (1, 0), so that the cosine is the first coordinate over the length.</summary>
internal static class EmbeddingPairs
{
    public static readonly float[] Right = [1, 0];

    public static IMetricAccumulator Of(IMetric metric, params (float[] Embedding, double Score)[] pairs)
    {
        var accumulator = metric.Start();
        for (var i = 0; i < pairs.Length; i++)
        {
            Add(accumulator, new PairLabel(i, 0, pairs[i].Score), pairs[i].Embedding);
            Add(accumulator, new PairLabel(i, 1, pairs[i].Score), Right);
        }

        return accumulator;
    }

    public static void Add(IMetricAccumulator accumulator, Label label, float[] embedding) =>
        accumulator.Add(Sample(label), [TensorData.Floats(new Shape(1, embedding.Length), embedding)], []);

    public static Sample Sample(Label label) => new("s", new Dictionary<string, TensorData>(), label);
}
