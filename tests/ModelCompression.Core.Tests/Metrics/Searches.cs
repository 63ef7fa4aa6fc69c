using ModelCompression.Inference;
using ModelCompression.Metrics;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics;

/// <summary>Documents and queries with embeddings of two numbers.</summary>
internal static class Searches
{
    /// <summary>Documents a to d from near to far for the query (1, 0): cosines 1, 0.8, 0.6 and -1.</summary>
    public static readonly (string Id, float[] Embedding)[] Documents = [("a", [2, 0]), ("b", [4, 3]), ("c", [3, 4]), ("d", [-1, 0])];

    public static IMetricAccumulator Of(IMetric metric, params (string Id, float[] Embedding, (string Document, int Relevance)[] Relevant)[] queries) => Of(metric, Documents, queries);

    public static IMetricAccumulator Of(
        IMetric metric, (string Id, float[] Embedding)[] documents, (string Id, float[] Embedding, (string Document, int Relevance)[] Relevant)[] queries)
    {
        var accumulator = metric.Start();
        foreach (var (id, embedding) in documents)
        {
            Add(accumulator, new RelevanceLabel(id), embedding);
        }

        foreach (var (id, embedding, relevant) in queries)
        {
            Add(accumulator, new RelevanceLabel(id, relevant.ToDictionary(answer => answer.Document, answer => answer.Relevance)), embedding);
        }

        return accumulator;
    }

    public static void Add(IMetricAccumulator accumulator, Label label, params float[] embedding) =>
        accumulator.Add(new Sample("s", new Dictionary<string, TensorData>(), label), [TensorData.Floats(new Shape(1, embedding.Length), embedding)], []);
}
