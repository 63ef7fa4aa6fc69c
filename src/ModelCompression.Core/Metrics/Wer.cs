using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>
/// Word error rate: edits between the words of all decoded and right texts over the number of right words; 0 is best and there is no worst, so MaxMetricDrop must be given.
/// White space is made even before; letters and punctuation are compared as they are.
/// </summary>
[Strategy("Wer", "Word error rate of decoded texts; needs transcripts and MaxMetricDrop.")]
public sealed class Wer : IMetric
{
    public string Name => "Wer";

    public Direction Better => Direction.Lower;

    public LabelKind Needs => LabelKind.Text;

    public double? Bound => null;

    public IMetricAccumulator Start() => new TextErrorAccumulator(Name, (right, decoded) =>
    {
        var words = Words(right);
        return (EditDistance.Of<string>(words, Words(decoded)), words.Length);
    });

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
