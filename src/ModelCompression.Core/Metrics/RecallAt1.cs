using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Mean over the queries of the share of a query's relevant documents that are the first found (trec_eval's recall_1).</summary>
[Strategy("RecallAt1", "Share of the relevant documents that a query finds first; needs queries with relevant documents.")]
public sealed class RecallAt1 : IMetric
{
    public string Name => "RecallAt1";

    public LabelKind Needs => LabelKind.Relevance;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new RetrievalAccumulator(Name, 1, (found, relevant) => (double)found.Count(relevance => relevance > 0) / relevant.Count);
}
