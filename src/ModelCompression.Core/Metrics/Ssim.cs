using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Metrics.Images;

namespace ModelCompression.Metrics;

/// <summary>Structural similarity, see <see cref="StructuralSimilarity"/>, averaged over the images; 1 when they are equal.</summary>
[Strategy("Ssim", "Structural similarity of images; needs images or values as labels.")]
public sealed class Ssim : IMetric
{
    private readonly double _peak;

    public Ssim()
        : this(1)
    {
    }

    public Ssim(double peak) => _peak = peak;

    public string Name => "Ssim";

    public LabelKind Needs => LabelKind.Values;

    public double? Bound => 1;

    public IMetric WithPeak(double peak) => new Ssim(peak);

    public IMetricAccumulator Start() => new ImagePairAccumulator(Name, (predicted, right, planes) => new StructuralSimilarity(_peak).Of(predicted, right, planes), StructuralSimilarity.Window);
}
