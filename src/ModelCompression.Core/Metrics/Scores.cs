using ModelCompression.Tensors;

namespace ModelCompression.Metrics;

/// <summary>Reading numbers out of model outputs.</summary>
internal static class Scores
{
    /// <summary>Index of the largest element; ties go to the lowest index, NaN never wins; -1 when there is none.</summary>
    public static int ArgMax(ReadOnlySpan<double> values)
    {
        var best = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]) && (best < 0 || values[i] > values[best]))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Indices of the largest elements, from the largest on; ties go to the lowest index, NaN is left out.</summary>
    /// <param name="count">At most so many.</param>
    public static IReadOnlyList<int> Largest(ReadOnlySpan<double> values, int count)
    {
        var best = new List<int>(count + 1);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]) || (best.Count == count && values[i] <= values[best[^1]]))
            {
                continue;
            }

            var place = best.Count;
            while (place > 0 && values[i] > values[best[place - 1]])
            {
                place--;
            }

            best.Insert(place, i);
            if (best.Count > count)
            {
                best.RemoveAt(count);
            }
        }

        return best;
    }

    /// <summary>All elements as doubles, row-major.</summary>
    /// <exception cref="InvalidOperationException">The type has no numeric value (strings, complex).</exception>
    public static double[] ToDoubles(this TensorData tensor)
    {
        var result = new double[tensor.Count];
        if (tensor.Element == ElementType.Float)
        {
            var floats = tensor.AsSpan<float>();
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = floats[i];
            }

            return result;
        }

        var bytes = tensor.Bytes.Span;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TensorValues.ReadDouble(tensor.Element, bytes, i);
        }

        return result;
    }
}
