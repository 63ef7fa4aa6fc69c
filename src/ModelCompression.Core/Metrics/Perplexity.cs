using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// How well a language model tells the next token: <c>exp(-mean ln p(token t+1 | tokens up to t))</c> over the tokens of all texts together, with p the softmax of the
/// output at t in double precision. 1 is best and there is no worst, so MaxMetricDrop must be given.
/// </summary>
[Strategy("Perplexity", "Perplexity of a language model over the tokens of texts; needs texts and MaxMetricDrop.")]
public sealed class Perplexity : IMetric
{
    public string Name => "Perplexity";

    public Direction Better => Direction.Lower;

    public LabelKind Needs => LabelKind.Tokens;

    public double? Bound => null;

    public IMetricAccumulator Start() => new PerplexityAccumulator();
}
