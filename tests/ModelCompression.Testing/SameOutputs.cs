using Microsoft.VisualStudio.TestTools.UnitTesting;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;

namespace ModelCompression.Testing;

/// <summary>Runs two models in ONNX Runtime on the same seeded random inputs and compares all outputs.</summary>
public static class SameOutputs
{
    private const int Samples = 3;

    /// <summary>Fails unless both models have outputs of the same names, shapes and values.</summary>
    /// <param name="tolerance">Largest allowed difference as a share of the output's largest magnitude; 0 asks for identical bits.</param>
    /// <param name="optimize">Whether the runtime optimizes the graphs, as it does in an app.</param>
    public static void Check(Model expected, Model actual, double tolerance, bool optimize = false)
    {
        var factory = new OrtRunnerFactory();
        using var before = factory.Load(expected, new RunnerOptions(Optimize: optimize));
        using var after = factory.Load(actual, new RunnerOptions(Optimize: optimize));
        CollectionAssert.AreEqual(before.Inputs.Select(port => port.Name).ToList(), after.Inputs.Select(port => port.Name).ToList());
        CollectionAssert.AreEqual(before.Outputs.Select(port => port.Name).ToList(), after.Outputs.Select(port => port.Name).ToList());
        for (var seed = 0; seed < Samples; seed++)
        {
            var sample = SeededTensors.SampleFor(expected, seed);
            var (wanted, found) = (before.Run(sample), after.Run(sample));
            for (var i = 0; i < wanted.Count; i++)
            {
                if (Compare(wanted[i], found[i], tolerance) is { } difference)
                {
                    Assert.Fail($"Output '{before.Outputs[i].Name}', sample {sample.Id}: {difference}");
                }
            }
        }
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
