using ModelCompression.Data.Preprocessing;

namespace ModelCompression.Data.Audio;

/// <summary>
/// Log-mel spectrogram in double precision: windows every <c>hopLength</c> samples (periodic Hann, in the middle of <c>nFft</c> samples), squared magnitude of the Fourier
/// transform, filter bank, logarithm of what is at least <c>floor</c>. With <c>center</c>, window t is centred at sample t hopLength and the signal is mirrored at its ends
/// without repeating the outermost sample. The logarithm <c>whisper</c> is that of Radford et al. 2022 (Whisper): base 10, the last window left out, not below the maximum
/// minus 8, then <c>(x + 4) / 4</c>. Not thread-safe.
/// </summary>
internal sealed class LogMel
{
    private const double WhisperRange = 8;

    private readonly LogMelSpec _spec;
    private readonly MelFilterBank _bank;
    private readonly FourierTransform _transform;
    private readonly double[] _window;

    public LogMel(LogMelSpec spec, int sampleRate)
    {
        _spec = spec;
        _bank = new MelFilterBank(spec, sampleRate);
        _transform = new FourierTransform(spec.NFft);
        _window = new double[spec.NFft];
        var start = (spec.NFft - spec.WinLength) / 2;
        for (var i = 0; i < spec.WinLength; i++)
        {
            _window[start + i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / spec.WinLength));
        }
    }

    /// <summary>Windows in so many samples; 0 when they are too few for one.</summary>
    public static int WindowsOf(LogMelSpec spec, int samples)
    {
        var tooFew = spec.Center ? samples <= spec.NFft / 2 : samples < spec.NFft;
        return tooFew ? 0 : 1 + ((spec.Center ? samples : samples - spec.NFft) / spec.HopLength) - (spec.Log == MelLog.Whisper ? 1 : 0);
    }

    /// <summary>The features.</summary>
    /// <param name="samples">Enough for one window.</param>
    /// <returns>[mels, windows] in row-major order.</returns>
    public double[] Run(ReadOnlySpan<float> samples)
    {
        var windows = WindowsOf(_spec, samples.Length);
        var result = new double[_spec.NMels * windows];
        var frame = new double[_spec.NFft];
        var power = new double[(_spec.NFft / 2) + 1];
        for (var t = 0; t < windows; t++)
        {
            Cut(samples, (t * _spec.HopLength) - (_spec.Center ? _spec.NFft / 2 : 0), frame);
            _transform.Power(frame, power);
            for (var mel = 0; mel < _spec.NMels; mel++)
            {
                var energy = Math.Max(_bank.Energy(mel, power), _spec.Floor);
                result[(mel * windows) + t] = _spec.Log == MelLog.Natural ? Math.Log(energy) : Math.Log10(energy);
            }
        }

        if (_spec.Log == MelLog.Whisper)
        {
            var lowest = result.DefaultIfEmpty(0).Max() - WhisperRange;
            return Array.ConvertAll(result, value => (Math.Max(value, lowest) + 4) / 4);
        }

        return result;
    }

    private void Cut(ReadOnlySpan<float> samples, int start, double[] frame)
    {
        var last = samples.Length - 1;
        for (var i = 0; i < frame.Length; i++)
        {
            var at = Math.Abs(start + i);
            frame[i] = _window[i] * samples[at <= last ? at : (2 * last) - at];
        }
    }
}
