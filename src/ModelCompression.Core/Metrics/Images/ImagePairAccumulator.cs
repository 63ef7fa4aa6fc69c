using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Images;

/// <summary>What two images, a predicted and a right one, have in common as a number.</summary>
internal delegate double ImageLikeness(double[] predicted, double[] right, ImagePlanes planes);

/// <summary>Compares the first output with the right image, one sample at a time. A pixel that is not a number makes the value none.</summary>
/// <param name="metric">Who asks, for messages.</param>
/// <param name="smallest">Images have to be at least this wide and high, in pixels.</param>
internal sealed class ImagePairAccumulator(string metric, ImageLikeness likeness, int smallest = 1) : IMetricAccumulator
{
    private readonly List<double> _outcomes = [];

    public double Value => _outcomes.Count == 0 ? double.NaN : _outcomes.Average();

    public IReadOnlyList<double> PerSample => _outcomes;

    public void Add(Sample sample, IReadOnlyList<TensorData> outputs, IReadOnlyList<TensorData> reference)
    {
        if (sample.Label is not ValuesLabel label)
        {
            throw Unusable($"Sample '{sample.Id}' has no right image, which metric {metric} needs. Give folders 'input' and 'target' with images of the same names or an array of values as labels (.npz or .npy), or use metric Fidelity.");
        }

        if (outputs.Count == 0 || outputs[0] is not { Element: not ElementType.String } output || ImagePlanes.Of(output.Shape) is not { } planes || planes.Width < smallest || planes.Height < smallest)
        {
            throw Unusable(FormattableString.Invariant(
                $"The output {(outputs.Count > 0 ? outputs[0].ToString() : "")} for sample '{sample.Id}' is no image of shape 1 x channels x height x width with sides of at least {smallest} pixels, which metric {metric} needs. Name the output in 'outputs' of the preprocessing spec, or use metric Fidelity."));
        }

        if (output.Count != label.Values.Count)
        {
            throw Unusable(FormattableString.Invariant(
                $"Sample '{sample.Id}' has a right image of {label.Values.Count} values, but the model's output {output} has {output.Count}. Metric {metric} compares them one by one; both need the same size."));
        }

        _outcomes.Add(likeness(output.ToDoubles(), [.. label.Values], planes));
    }

    private static UserErrorException Unusable(string message) => new(Codes.LabelsMissing, message);
}
