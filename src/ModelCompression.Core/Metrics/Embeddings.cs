using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Reads the embedding of a sample.</summary>
internal static class Embeddings
{
    /// <summary>The first output as one vector.</summary>
    /// <param name="metric">Who asks, for messages.</param>
    /// <exception cref="UserErrorException">MC2007: it is none.</exception>
    public static double[] Of(string metric, Sample sample, IReadOnlyList<TensorData> outputs)
    {
        if (outputs.Count > 0 && outputs[0] is { Element: not ElementType.String, Count: > 0 } embedding && embedding.Shape.Dims.Count(size => size > 1) <= 1)
        {
            return embedding.ToDoubles();
        }

        throw new UserErrorException(
            Codes.LabelsMissing,
            $"The output {(outputs.Count > 0 ? outputs[0].ToString() : "")} for sample '{sample.Id}' is not one embedding, which metric {metric} needs. "
            + "Name the output in 'outputs' of the preprocessing spec; an output with one vector a token needs \"decode\": \"embedding-meanpool\".");
    }
}
