namespace ModelCompression.Data.Audio;

/// <summary>
/// Changes the sample rate by a windowed sinc in polyphase form (Smith, Digital Audio Resampling; window: Kaiser and Schafer 1980), in double precision:
/// <c>y[m] = sum_k x[k] h(m M/L - k)</c> with L/M the target rate over the source rate in lowest terms, <c>h(t) = sinc(c t) kaiser(t/W)</c>,
/// <c>c = 0.94 min(1, L/M)</c>, <c>W = 64 / min(1, L/M)</c> source samples, beta 12. Each phase is divided by its sum, so that a constant stays what it is. What lies outside
/// the signal is 0. Flat to 0.88 of the lower Nyquist frequency; what lies above that frequency is at least 110 dB down.
/// </summary>
internal sealed class AudioResampler
{
    private const int ZeroCrossings = 64;
    private const double Beta = 12;
    private const double Rolloff = 0.94;
    private const long MaxCoefficients = 1 << 24;

    private readonly int _up;
    private readonly int _down;
    private readonly int _reach;
    private readonly double _width;
    private readonly double _cutoff;
    private readonly double[]?[] _phases;

    /// <param name="from">Rate of what comes in.</param>
    /// <param name="to">Rate of what goes out.</param>
    /// <exception cref="ArgumentException">The two rates have so small a divisor in common that the filter would not fit in 128 MB.</exception>
    public AudioResampler(int from, int to)
    {
        var divisor = Divisor(from, to);
        (_up, _down) = (to / divisor, from / divisor);
        var ratio = Math.Min(1, (double)_up / _down);
        _cutoff = Rolloff * ratio;
        _width = ZeroCrossings / ratio;
        _reach = (int)Math.Ceiling(_width);
        _phases = 2L * _reach * _up <= MaxCoefficients ? new double[_up][] : throw new ArgumentException($"{from} Hz and {to} Hz have no useful divisor in common.");
    }

    /// <summary>Samples that come out: <c>length * to / from</c>, rounded up.</summary>
    public static long LengthOf(long length, int from, int to) => ((length * to) + from - 1) / from;

    /// <summary>The signal at the target rate; sample 0 stays at time 0.</summary>
    public float[] Run(ReadOnlySpan<float> samples)
    {
        var result = new float[LengthOf(samples.Length, _down, _up)];
        for (var i = 0; i < result.Length; i++)
        {
            var place = (long)i * _down;
            var phase = (int)(place % _up);
            var first = (int)(place / _up) - _reach + 1;
            result[i] = (float)Sum(samples, _phases[phase] ??= Phase(phase), first);
        }

        return result;
    }

    private static double Sum(ReadOnlySpan<float> samples, double[] filter, int first)
    {
        var sum = 0.0;
        var end = Math.Min(filter.Length, samples.Length - first);
        for (var tap = Math.Max(0, -first); tap < end; tap++)
        {
            sum += samples[first + tap] * filter[tap];
        }

        return sum;
    }

    /// <summary>The taps for outputs that lie <c>phase / L</c> behind a source sample: the first belongs to the sample <c>reach - 1</c> before that one.</summary>
    private double[] Phase(int phase)
    {
        var taps = new double[2 * _reach];
        for (var tap = 0; tap < taps.Length; tap++)
        {
            var time = ((double)phase / _up) + _reach - 1 - tap;
            taps[tap] = Sinc(_cutoff * time) * Kaiser(time / _width);
        }

        var sum = taps.Sum();
        return Array.ConvertAll(taps, value => value / sum);
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary><c>I0(beta sqrt(1 - x^2)) / I0(beta)</c>, 0 beyond 1.</summary>
    private static double Kaiser(double x) => Math.Abs(x) >= 1 ? 0 : BesselI0(Beta * Math.Sqrt(1 - (x * x))) / BesselI0(Beta);

    /// <summary>The power series <c>sum ((x/2)^k / k!)^2</c>, until a term changes nothing.</summary>
    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
