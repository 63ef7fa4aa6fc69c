using System.Runtime.InteropServices;
using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Metrics.Decoding;

/// <summary>Makes one row of scores of the rows of all frames.</summary>
internal static class FramePooling
{
    /// <param name="output">Shape [..., scores]; the frames are all rows in their order.</param>
    /// <param name="decoding">Who asks, for messages.</param>
    /// <param name="pool">What is made of the scores of one class, frame after frame.</param>
    /// <returns>Shape [1, scores], type Double.</returns>
    /// <exception cref="UserErrorException">MC2004: the output has no rows.</exception>
    public static TensorData Pool(TensorData output, string decoding, Func<double[], double> pool)
    {
        if (output.Element == ElementType.String || output.Shape.Rank < 2 || output.Count == 0)
        {
            throw new UserErrorException(Codes.DataMismatch, $"Decoding '{decoding}' needs an output with one row of scores a frame, and got {output}. Name the output with the scores.");
        }

        var values = output.ToDoubles();
        var width = (int)output.Shape[output.Shape.Rank - 1];
        var frames = new double[values.Length / width];
        var result = new double[width];
        for (var score = 0; score < width; score++)
        {
            for (var frame = 0; frame < frames.Length; frame++)
            {
                frames[frame] = values[(frame * width) + score];
            }

            result[score] = pool(frames);
        }

        return new TensorData(ElementType.Double, new Shape(1, width), MemoryMarshal.AsBytes<double>(result).ToArray());
    }
}
