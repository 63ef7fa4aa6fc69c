using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Mean over the queries of the share of a query's relevant documents that are among the first ten found (trec_eval's recall_10).</summary>
[Strategy("RecallAt10", "Share of the relevant documents among the first ten a query finds; needs queries with relevant documents.")]
public sealed class RecallAt10 : IMetric
{
    public string Name => "RecallAt10";

    public LabelKind Needs => LabelKind.Relevance;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new RetrievalAccumulator(Name, 10, (found, relevant) => (double)found.Count(relevance => relevance > 0) / relevant.Count);
}
