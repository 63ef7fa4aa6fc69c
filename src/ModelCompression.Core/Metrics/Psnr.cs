using ModelCompression.Analysis;
using ModelCompression.Inference;
using ModelCompression.Metrics.Images;

namespace ModelCompression.Metrics;

/// <summary>
/// Peak signal-to-noise ratio in decibels, <c>10 log10(peak^2 / mean squared error)</c>, averaged over the images; more than 100 dB count as 100, so that exact images have a
/// value. It has no best size of a loss: MaxMetricDrop must be given.
/// </summary>
[Strategy("Psnr", "Peak signal-to-noise ratio of images in dB; needs images or values as labels and MaxMetricDrop.")]
public sealed class Psnr : IMetric
{
    private const double MostDecibels = 100;

    private readonly double _peak;

    public Psnr()
        : this(1)
    {
    }

    public Psnr(double peak) => _peak = peak;

    public string Name => "Psnr";

    public LabelKind Needs => LabelKind.Values;

    public double? Bound => null;

    public IMetric WithPeak(double peak) => new Psnr(peak);

    public IMetricAccumulator Start() => new ImagePairAccumulator(Name, (predicted, right, _) =>
    {
        var squares = 0.0;
        for (var i = 0; i < right.Length; i++)
        {
            squares += (predicted[i] - right[i]) * (predicted[i] - right[i]);
        }

        var decibels = 10 * Math.Log10(_peak * _peak * right.Length / squares);
        return decibels > MostDecibels ? MostDecibels : decibels;
    });
}
