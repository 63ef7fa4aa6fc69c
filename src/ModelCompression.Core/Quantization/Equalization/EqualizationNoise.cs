using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>
/// The squared output error that quantizing a channel group is expected to cause, as a function of its channels' factors s: rounding of every quantized tensor T,
/// D_T^2 / 12 / s_j^2 with the common step D_T = (max s_j high_j - min s_j low_j) / 255, for the values that are not 0 and never more than their mean square (values far
/// below the step become 0), times the noise gain of channel j; what other samples are expected to hold outside of the range, so that channels seen on few samples are not driven up to
/// its ends; and rounding of the weights of layers that read several channels, R_o^2 / 12 times the energy s_j^2 E[x_j^2] of what they multiply, with the row's step R_o = max_j |W[o, j]| / s_j / 127.
/// </summary>
internal sealed class EqualizationNoise
{
    private const double ActivationSteps = 255;
    private const double RoundingVariance = 1.0 / 12;

    /// <summary>
    /// The error of a weight is the same at every position, so it adds up where errors of activations average out. Of 0.1, 0.3, 1 and 3, this weight was best on
    /// residual networks for small images.
    /// </summary>
    private const double WeightShare = 3;

    private readonly List<Tensor> _tensors = [];
    private readonly List<ReaderNoise> _readers = [];

    /// <param name="quantized">Tensors of the group that get quantized; they and the inputs of consumers have statistics.</param>
    public EqualizationNoise(ChannelGroup group, IReadOnlyList<Value> quantized, IReadOnlyDictionary<Value, ChannelStatistics> statistics, NoiseGain gain)
    {
        foreach (var value in quantized)
        {
            var seen = statistics[value];
            _tensors.Add(new Tensor(gain.Of(value, group.Channels), seen));
        }

        foreach (var layer in group.Consumers.Where(layer => !layer.IsDepthwise))
        {
            _readers.Add(ReaderNoise.Of(layer, group, statistics, gain));
        }
    }

    /// <summary>The expected error; only its ratio between two sets of factors means something.</summary>
    public double At(double[] factors)
    {
        var total = 0.0;
        foreach (var tensor in _tensors)
        {
            var (low, high) = tensor.Range(factors);
            var noise = RoundingVariance * Math.Pow((high - low) / ActivationSteps, 2);
            for (var j = 0; j < factors.Length; j++)
            {
                total += tensor.Gain[j] * (Math.Min(tensor.Seen.NonZeroShare[j] * noise / (factors[j] * factors[j]), tensor.Seen.MeanSquare[j]) + tensor.Clipped(j, low / factors[j], high / factors[j]));
            }
        }

        return total + (WeightShare * _readers.Sum(reader => reader.At(factors)));
    }

    /// <summary>The largest factor of each channel that widens no quantized tensor; infinite for a channel that is always 0.</summary>
    public double[] Headroom(double[] factors)
    {
        var result = new double[factors.Length];
        Array.Fill(result, double.PositiveInfinity);
        foreach (var tensor in _tensors)
        {
            var (low, high) = tensor.Range(factors);
            for (var j = 0; j < factors.Length; j++)
            {
                result[j] = tensor.Seen.Max[j] > 0 ? Math.Min(result[j], high / tensor.Seen.Max[j]) : result[j];
                result[j] = tensor.Seen.Min[j] < 0 ? Math.Min(result[j], low / tensor.Seen.Min[j]) : result[j];
            }
        }

        return result;
    }

    /// <summary>
    /// The factors that would balance both errors if all steps stayed as they are: one channel's error is A / s^2 + B s^2, smallest at s^4 = A / B. Infinite where
    /// weights cost nothing.
    /// </summary>
    public double[] Balanced(double[] factors)
    {
        var activations = new double[factors.Length];
        var weights = new double[factors.Length];
        foreach (var tensor in _tensors)
        {
            var noise = RoundingVariance * Math.Pow(tensor.Step(factors), 2);
            for (var j = 0; j < factors.Length; j++)
            {
                activations[j] += tensor.Gain[j] * Math.Min(tensor.Seen.NonZeroShare[j] * noise, tensor.Seen.MeanSquare[j] * factors[j] * factors[j]);
            }
        }

        foreach (var reader in _readers)
        {
            reader.AddSlopes(factors, weights);
        }

        return [.. activations.Select((a, j) => weights[j] <= 0 ? double.PositiveInfinity : a > 0 ? Math.Pow(a / WeightShare / weights[j], 0.25) : factors[j])];
    }

    /// <summary>One quantized tensor; one entry a channel.</summary>
    private sealed record Tensor(double[] Gain, ChannelStatistics Seen)
    {
        public (double Low, double High) Range(double[] factors)
        {
            var (low, high) = (0.0, 0.0);
            for (var j = 0; j < factors.Length; j++)
            {
                low = Math.Min(low, factors[j] * Seen.Min[j]);
                high = Math.Max(high, factors[j] * Seen.Max[j]);
            }

            return (low, high);
        }

        /// <summary>
        /// Mean square of what channel <paramref name="j"/> is expected to lose outside of a range on other samples: a value is beyond the extreme of n values with
        /// probability 1 / n, by a tail that falls off like exp(-x / t). For normal values t = extreme / (2 ln n).
        /// </summary>
        public double Clipped(int j, double low, double high) => Beyond(-Seen.Min[j], -low) + Beyond(Seen.Max[j], high);

        private double Beyond(double extreme, double limit)
        {
            if (extreme <= 0 || Seen.Independent < 2)
            {
                return 0;
            }

            var tail = extreme / (2 * Math.Log(Seen.Independent));
            return 2 * tail * tail / Seen.Independent * Math.Exp(-Math.Max(0, limit - extreme) / tail);
        }

        public double Step(double[] factors)
        {
            var (low, high) = Range(factors);
            return (high - low) / ActivationSteps;
        }
    }
}
