using ModelCompression.Data.Preprocessing;

namespace ModelCompression.Data.Audio;

/// <summary>
/// Triangles over frequency whose corners are evenly spaced in mels: filter m rises from corner m to m + 1 and falls to m + 2, with height 1, or with area 1 over
/// frequency (norm <c>slaney</c>: times <c>2 / (f[m+2] - f[m])</c>), as librosa's <c>filters.mel</c> documents it.
/// </summary>
internal sealed class MelFilterBank
{
    private readonly (int First, double[] Weights)[] _filters;

    /// <param name="sampleRate">Of the signal.</param>
    public MelFilterBank(LogMelSpec spec, int sampleRate)
    {
        var corners = MelFrequencies.Spread(spec.Scale, spec.FMin, spec.FMax, spec.NMels + 2);
        var bins = (spec.NFft / 2) + 1;
        _filters = [.. Enumerable.Range(0, spec.NMels).Select(mel => Trimmed([.. Enumerable.Range(0, bins).Select(bin => Weight(corners, mel, (double)bin * sampleRate / spec.NFft, spec.Norm))]))];
    }

    /// <summary>Weight of a bin in a filter.</summary>
    public double this[int mel, int bin] => bin - _filters[mel].First is >= 0 and var at && at < _filters[mel].Weights.Length ? _filters[mel].Weights[at] : 0;

    /// <summary>The energy in one filter.</summary>
    /// <param name="power">One number a bin.</param>
    public double Energy(int mel, ReadOnlySpan<double> power)
    {
        var (first, weights) = _filters[mel];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * power[first + i];
        }

        return sum;
    }

    private static double Weight(double[] corners, int mel, double frequency, MelNorm norm)
    {
        var (low, middle, high) = (corners[mel], corners[mel + 1], corners[mel + 2]);
        var height = Math.Max(0, Math.Min((frequency - low) / (middle - low), (high - frequency) / (high - middle)));
        return norm == MelNorm.Slaney ? height * 2 / (high - low) : height;
    }

    private static (int First, double[] Weights) Trimmed(double[] weights)
    {
        var first = Array.FindIndex(weights, weight => weight > 0);
        return first < 0 ? (0, []) : (first, weights[first..(Array.FindLastIndex(weights, weight => weight > 0) + 1)]);
    }
}
