using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>Matrices with every output column multiplied by its own factor.</summary>
internal static class ScaledColumns
{
    /// <param name="weight">Float [..., K, N], or [N, K] when <paramref name="isTransposed"/>.</param>
    /// <param name="scale">N factors.</param>
    public static TensorData Of(TensorData weight, double[] scale, bool isTransposed)
    {
        var values = weight.ToFloats();
        var rows = values.Length / scale.Length;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * scale[isTransposed ? i / rows : i % scale.Length]);
        }

        return TensorData.Floats(weight.Shape, values);
    }
}
