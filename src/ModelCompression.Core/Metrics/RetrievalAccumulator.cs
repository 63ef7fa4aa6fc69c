using System.Numerics.Tensors;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>
/// Ranks all documents for each query by the cosine of their embeddings, in single precision; of equal ones the document that came first is first. A document with the query's own id
/// is left out, as in BEIR. The cases are the queries.
/// </summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="depth">How many documents from the top count.</param>
/// <param name="valueOf">Of the relevances of those documents, in order (0 for irrelevant ones), and of the relevances of all relevant documents.</param>
internal sealed class RetrievalAccumulator(string metric, int depth, Func<IReadOnlyList<int>, IReadOnlyCollection<int>, double> valueOf) : IMetricAccumulator
{
    private readonly List<(string Id, float[] Embedding)> _documents = [];
    private readonly List<(RelevanceLabel Label, float[] Embedding)> _queries = [];
    private double[]? _values;

    public int Count => _queries.Count;

    public IReadOnlyList<double> PerSample => [];

    public double Value => Weighted([.. Enumerable.Repeat(1, Count)]);

    /// <exception cref="UserErrorException">MC2007: neither document nor query, or no embedding of the size of the others.</exception>
    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not RelevanceLabel label)
        {
            throw new UserErrorException(Codes.LabelsMissing, $"Sample '{sample.Id}' is neither a document nor a query, which metric {metric} needs. Give queries with relevant documents, or use metric Fidelity.");
        }

        var embedding = WithUnitLength(Embeddings.Of(metric, sample, outputs));
        var known = _documents.Count > 0 ? _documents[0].Embedding : _queries.Count > 0 ? _queries[0].Embedding : embedding;
        if (known.Length != embedding.Length)
        {
            throw new UserErrorException(Codes.LabelsMissing, FormattableString.Invariant($"The embedding of sample '{sample.Id}' has {embedding.Length} numbers, and that of the first sample {known.Length}. Metric {metric} needs embeddings of one size."));
        }

        _values = null;
        if (label.Relevant is null)
        {
            _documents.Add((label.Id, embedding));
        }
        else
        {
            _queries.Add((label, embedding));
        }
    }

    public double Weighted(ReadOnlySpan<int> weights)
    {
        var values = Values();
        double sum = 0, count = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * values[i];
            count += weights[i];
        }

        return sum / count;
    }

    private double[] Values()
    {
        lock (_queries)
        {
            return _values ??= [.. _queries.Select(query => ValueOf(query.Label, query.Embedding))];
        }
    }

    /// <summary>NaN when a score is: a model that gives no numbers has no value.</summary>
    private double ValueOf(RelevanceLabel query, float[] embedding)
    {
        var scores = new double[_documents.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var score = TensorPrimitives.Dot<float>(embedding, _documents[i].Embedding);
            if (float.IsNaN(score))
            {
                return double.NaN;
            }

            scores[i] = _documents[i].Id == query.Id ? double.NaN : score;
        }

        var relevant = query.Relevant ?? new Dictionary<string, int>();
        return valueOf([.. Scores.Largest(scores, depth).Select(place => relevant.GetValueOrDefault(_documents[place].Id))], [.. relevant.Values]);
    }

    /// <summary>Zeros stay zeros.</summary>
    private static float[] WithUnitLength(double[] embedding)
    {
        var length = Math.Sqrt(embedding.Sum(value => value * value));
        return Array.ConvertAll(embedding, value => (float)(length == 0 ? 0 : value / length));
    }
}
