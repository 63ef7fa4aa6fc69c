using System.Runtime.InteropServices;
using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>
/// Mean over the tokens, then divided by its length (L2 norm): <c>e = m / |m|, m = sum(mask_t x_t) / sum(mask_t)</c>, in double precision and token by token.
/// A mean of length 0 stays 0; an output that is not finite gives an embedding that is not finite.
/// </summary>
[Strategy("embedding-meanpool", "One embedding a text: the mean over its tokens, of length 1.")]
public sealed class EmbeddingMeanPoolDecoder : IOutputDecoder
{
    public bool ReplacesOutput => true;

    /// <param name="output">Shape [1, tokens, width] or [tokens, width].</param>
    /// <param name="mask">As many elements as there are tokens.</param>
    /// <returns>Shape [width], type Double.</returns>
    public TensorData Decode(TensorData output, TensorData? mask)
    {
        if (output.Element == ElementType.String || output.Shape.Rank is not (2 or 3) || (output.Shape.Rank == 3 && output.Shape[0] != 1) || output.Count == 0)
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"Decoding 'embedding-meanpool' needs an output of shape 1 x tokens x width, and got {output}. Name the output that holds one vector a token.");
        }

        var width = (int)output.Shape[output.Shape.Rank - 1];
        var tokens = (int)(output.Count / width);
        var counts = mask?.ToDoubles();
        if (counts is not null && counts.Length != tokens)
        {
            throw new UserErrorException(
                Codes.DataMismatch, $"Decoding 'embedding-meanpool' got an output {output} with {tokens} tokens, but the mask has {counts.Length}. Name the output that holds one vector a token.");
        }

        var mean = Mean(output.ToDoubles(), counts, width);
        return new TensorData(ElementType.Double, new Shape(width), MemoryMarshal.AsBytes<double>(WithUnitLength(mean)).ToArray());
    }

    private static double[] Mean(double[] values, double[]? mask, int width)
    {
        var sum = new double[width];
        var tokens = 0;
        for (var start = 0; start < values.Length; start += width)
        {
            if (mask is not null && mask[start / width] == 0)
            {
                continue;
            }

            tokens++;
            for (var i = 0; i < width; i++)
            {
                sum[i] += values[start + i];
            }
        }

        return Array.ConvertAll(sum, value => value / Math.Max(1, tokens));
    }

    private static double[] WithUnitLength(double[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return length == 0 ? vector : Array.ConvertAll(vector, value => value / length);
    }
}
