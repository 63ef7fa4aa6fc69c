using System.Numerics;

namespace ModelCompression.Data.Audio;

/// <summary>
/// Discrete Fourier transform of one length in double precision: radix 2 (Cooley and Tukey 1965) for powers of two, else as a convolution of such a length (Bluestein 1970).
/// Not thread-safe.
/// </summary>
internal sealed class FourierTransform
{
    private readonly int _length;
    private readonly Complex[] _roots;
    private readonly Complex[] _chirp;
    private readonly Complex[] _kernel;
    private readonly Complex[] _work;

    /// <param name="length">Number of samples, 1 or more.</param>
    public FourierTransform(int length)
    {
        _length = length;
        var isPower = BitOperations.IsPow2(length);
        var size = isPower ? length : (int)BitOperations.RoundUpToPowerOf2((uint)((2 * length) - 1));
        _roots = [.. Enumerable.Range(0, size / 2).Select(k => Root(k, size))];
        _work = new Complex[size];
        _chirp = isPower ? [] : [.. Enumerable.Range(0, length).Select(k => Root((int)((long)k * k % (2 * length)), 2 * length))];
        _kernel = isPower ? [] : new Complex[size];
        for (var k = 0; k < _chirp.Length; k++)
        {
            _kernel[k] = _kernel[(size - k) % size] = Complex.Conjugate(_chirp[k]);
        }

        if (!isPower)
        {
            Radix2(_kernel);
        }
    }

    /// <summary><c>|X[k]|^2</c> of a real signal, k from 0 to length / 2.</summary>
    /// <param name="samples">As many as the length.</param>
    /// <param name="power">length / 2 + 1 numbers.</param>
    public void Power(ReadOnlySpan<double> samples, Span<double> power)
    {
        Array.Clear(_work);
        for (var i = 0; i < _length; i++)
        {
            _work[i] = _chirp.Length == 0 ? samples[i] : samples[i] * _chirp[i];
        }

        Radix2(_work);
        if (_chirp.Length > 0)
        {
            Convolve();
        }

        for (var k = 0; k < power.Length; k++)
        {
            power[k] = (_work[k].Real * _work[k].Real) + (_work[k].Imaginary * _work[k].Imaginary); // a chirp has length 1
        }
    }

    /// <summary>Multiplies by the kernel's transform and goes back, both conjugated instead of turned round.</summary>
    private void Convolve()
    {
        for (var k = 0; k < _work.Length; k++)
        {
            _work[k] = Complex.Conjugate(_work[k] * _kernel[k]);
        }

        Radix2(_work);
        for (var k = 0; k < _work.Length; k++)
        {
            _work[k] = Complex.Conjugate(_work[k]) / _work.Length;
        }
    }

    private void Radix2(Complex[] values)
    {
        Reorder(values);
        for (var half = 1; half < values.Length; half *= 2)
        {
            var stride = values.Length / (2 * half);
            for (var start = 0; start < values.Length; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var odd = _roots[k * stride] * values[start + half + k];
                    (values[start + k], values[start + half + k]) = (values[start + k] + odd, values[start + k] - odd);
                }
            }
        }
    }

    private static void Reorder(Complex[] values)
    {
        for (int i = 1, j = 0; i < values.Length; i++)
        {
            var bit = values.Length / 2;
            for (; (j & bit) != 0; bit /= 2)
            {
                j ^= bit;
            }

            j |= bit;
            if (i < j)
            {
                (values[i], values[j]) = (values[j], values[i]);
            }
        }
    }

    /// <summary><c>exp(-2 pi i k / n)</c></summary>
    private static Complex Root(int k, int n)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * k / n);
        return new Complex(cosine, -sine);
    }
}
