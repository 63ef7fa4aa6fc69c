namespace ModelCompression.Tensors;

/// <summary>Looks for values that are not numbers.</summary>
public static class Finiteness
{
    /// <summary>True when an element is NaN or infinite.</summary>
    public static bool ContainsNonFinite(this ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                return true;
            }
        }

        return false;
    }
}
