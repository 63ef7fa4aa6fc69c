using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Mean over the queries of the normalized discounted cumulative gain of the first ten documents found (Järvelin and Kekäläinen 2002, as trec_eval's ndcg_cut_10 and BEIR):
/// <c>sum rel_i / log2(i + 1)</c> over the places i from 1, by the same sum of the best order of the query's relevant documents. The gain is the relevance itself.
/// </summary>
[Strategy("NdcgAt10", "How near the first ten documents are to the best order (nDCG); needs queries with relevant documents.")]
public sealed class NdcgAt10 : IMetric
{
    private const int Depth = 10;

    public string Name => "NdcgAt10";

    public LabelKind Needs => LabelKind.Relevance;

    public double? Bound => 1;

    public IMetricAccumulator Start() => new RetrievalAccumulator(Name, Depth, (found, relevant) => Gain(found) / Gain(relevant.OrderDescending().Take(Depth)));

    private static double Gain(IEnumerable<int> relevances) => relevances.Select((relevance, place) => relevance / Math.Log2(place + 2)).Sum();
}
