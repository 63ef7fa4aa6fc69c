using ModelCompression.Differentiation;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Differentiation;

/// <summary>Finite differences of the weighted outputs by the elements of one input; sums are in double.</summary>
internal sealed class Differences(IModelRunner runner, Sample sample, GradientModel model, string input)
{
    private const double SameSlope = 2e-3;

    /// <summary>(8 (f(x + h) - f(x - h)) - (f(x + 2h) - f(x - 2h))) / 12h.</summary>
    public double? Smooth(int element, double step) =>
        ((8 * (At(element, step) - At(element, -step))) - (At(element, 2 * step) - At(element, -2 * step))) / (12 * step);

    /// <summary>(f(x + h) - f(x - h)) / 2h; null on a kink.</summary>
    public double? Piecewise(int element, double step)
    {
        var (left, middle, right) = (At(element, -step), At(element, 0), At(element, step));
        var slope = (right - left) / (2 * step);
        return Math.Abs(right - middle - (middle - left)) <= SameSlope * step * Math.Max(1, Math.Abs(slope)) ? slope : null;
    }

    private double At(int element, double offset)
    {
        var values = sample.Inputs[input].ToFloats();
        values[element] += (float)offset;
        var inputs = new Dictionary<string, TensorData>(sample.Inputs, StringComparer.Ordinal) { [input] = TensorData.Floats(sample.Inputs[input].Shape, values) };
        var outputs = runner.Run(new Sample("moved", inputs));
        return Enumerable.Range(0, model.LossInputs.Count).Sum(i => Product(outputs[i].ToFloats(), sample.Inputs[model.LossInputs[i].Name].ToFloats()));
    }

    private static double Product(float[] left, float[] right) => left.Zip(right).Sum(pair => (double)pair.First * pair.Second);
}
