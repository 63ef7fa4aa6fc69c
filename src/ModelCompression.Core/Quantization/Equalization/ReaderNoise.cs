using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>The error that rounding the weights of a layer that reads several channels of a group causes at the model's outputs.</summary>
internal sealed class ReaderNoise
{
    private const double WeightSteps = 127;
    private const double RoundingVariance = 1.0 / 12;

    private readonly float[][] _magnitudes;
    private readonly int[] _first;
    private readonly double[] _gain;
    private readonly double[] _energy;

    private ReaderNoise(ScalableLayer layer, int repeat, ChannelStatistics seen, NoiseGain gain)
    {
        (_magnitudes, _first) = Magnitudes(layer, repeat);
        var terms = (double)layer.Weight.Count / layer.Outputs / Math.Max(1, layer.InputsPerGroup / repeat);
        _gain = gain.Of(layer.Node.Output(0), layer.Outputs);
        _energy = Array.ConvertAll(seen.MeanSquare, square => terms * square);
    }

    public static ReaderNoise Of(ScalableLayer layer, ChannelGroup group, IReadOnlyDictionary<Value, ChannelStatistics> statistics, NoiseGain gain)
    {
        var input = layer.Node.Input(0) ?? throw new InvalidOperationException($"{layer.Node} has no input.");
        return new ReaderNoise(layer, group.Values[input], statistics[input], gain);
    }

    public double At(double[] factors)
    {
        var total = 0.0;
        for (var o = 0; o < _magnitudes.Length; o++)
        {
            var sum = 0.0;
            for (var j = _first[o]; j < _first[o] + _magnitudes[o].Length; j++)
            {
                sum += _energy[j] * factors[j] * factors[j];
            }

            total += RoundingNoise(o, factors) * sum;
        }

        return total;
    }

    /// <summary>Adds to every channel the error that s_j^2 = 1 causes in it while the rows' steps stay as they are at <paramref name="factors"/>.</summary>
    public void AddSlopes(double[] factors, double[] slopes)
    {
        for (var o = 0; o < _magnitudes.Length; o++)
        {
            var noise = RoundingNoise(o, factors);
            for (var j = _first[o]; j < _first[o] + _magnitudes[o].Length; j++)
            {
                slopes[j] += noise * _energy[j];
            }
        }
    }

    /// <summary>The largest |W[o, j, k]| of every output and channel it sees, and the first of these channels.</summary>
    private static (float[][] Magnitudes, int[] First) Magnitudes(ScalableLayer layer, int repeat)
    {
        var visible = Math.Max(1, layer.InputsPerGroup / repeat);
        var magnitudes = new float[layer.Outputs][];
        var first = new int[layer.Outputs];
        for (var o = 0; o < layer.Outputs; o++)
        {
            magnitudes[o] = new float[visible];
            first[o] = layer.FirstInput(o) / repeat;
        }

        var weight = layer.Weight.AsSpan<float>();
        for (var i = 0; i < weight.Length; i++)
        {
            var (output, feature) = layer.At(i);
            ref var largest = ref magnitudes[output][(feature / repeat) - first[output]];
            largest = MathF.Max(largest, MathF.Abs(weight[i]));
        }

        return (magnitudes, first);
    }

    private double RoundingNoise(int output, double[] factors)
    {
        var (row, largest) = (_magnitudes[output], 0.0);
        for (var j = 0; j < row.Length; j++)
        {
            largest = Math.Max(largest, row[j] / factors[_first[output] + j]);
        }

        return _gain[output] * RoundingVariance * Math.Pow(largest / WeightSteps, 2);
    }
}
