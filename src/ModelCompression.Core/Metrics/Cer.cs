using System.Text;
using ModelCompression.Analysis;
using ModelCompression.Inference;

namespace ModelCompression.Metrics;

/// <summary>Character error rate: as <see cref="Wer"/>, with Unicode code points instead of words; spaces between words count.</summary>
[Strategy("Cer", "Character error rate of decoded texts; needs transcripts and MaxMetricDrop.")]
public sealed class Cer : IMetric
{
    public string Name => "Cer";

    public Direction Better => Direction.Lower;

    public LabelKind Needs => LabelKind.Text;

    public double? Bound => null;

    public IMetricAccumulator Start() => new TextErrorAccumulator(Name, (right, decoded) =>
    {
        Rune[] letters = [.. right.EnumerateRunes()];
        return (EditDistance.Of<Rune>(letters, [.. decoded.EnumerateRunes()]), letters.Length);
    });
}
