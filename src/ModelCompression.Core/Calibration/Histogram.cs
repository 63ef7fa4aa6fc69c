using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelCompression.Calibration;

/// <summary>
/// Counts of finite values in bins of equal width, in memory that does not grow. The width is a power of two and every bin starts at a multiple of it, so that
/// widening the range merges whole bins and loses nothing: the width is the smallest that covers the values seen with at most <see cref="Capacity"/> bins (more
/// than half of them are then in use, unless the values differ by fewer bits), and neither it nor any count depends on the order or grouping of the values.
/// </summary>
public sealed class Histogram
{
    /// <summary>Largest number of bins.</summary>
    public const int Capacity = 4096;

    /// <summary>Narrower bins would be below the smallest normal number.</summary>
    private const int MinExponent = -126;

    /// <summary>Bins narrower than 2^-22 of the largest magnitude would be below a float's precision.</summary>
    private const int PrecisionBits = 22;

    private const int Block = 1024;

    /// <summary>Values after which the 32-bit counts are moved on, long before one could overflow.</summary>
    private const long MaxPending = 1L << 31;

    /// <summary>Recent counts of every other value: two tables, since counting twice in a row in one bin has to wait for the first.</summary>
    private readonly uint[] _even = new uint[Capacity];
    private readonly uint[] _odd = new uint[Capacity];
    private long[] _counts = new long[Capacity];
    private long _pending;
    private int _exponent = MinExponent;
    private int _first;
    private float _min = float.PositiveInfinity;
    private float _max = float.NegativeInfinity;

    /// <summary>Counts from the bin of the smallest value to the bin of the largest.</summary>
    public ReadOnlySpan<long> Counts
    {
        get
        {
            MovePending();
            return Total == 0 ? [] : _counts.AsSpan(0, IndexOf(_max) + 1);
        }
    }

    /// <summary>Number of values.</summary>
    public long Total { get; private set; }

    public double Width => Math.ScaleB(1, _exponent);

    /// <summary>Left edge of the first bin: at most the smallest value.</summary>
    public double Start => _first * Width;

    /// <param name="min">Smallest of <paramref name="values"/>.</param>
    /// <param name="max">Largest of <paramref name="values"/>; both finite.</param>
    public void Add(ReadOnlySpan<float> values, float min, float max)
    {
        if (values.IsEmpty)
        {
            return;
        }

        if (min < _min || max > _max)
        {
            Cover(MathF.Min(min, _min), MathF.Max(max, _max));
        }

        if (_pending + values.Length > MaxPending)
        {
            MovePending();
        }

        Total += values.Length;
        _pending += values.Length;
        var inverse = (float)Math.ScaleB(1, -_exponent);
        Span<int> indices = stackalloc int[Block];
        for (; !values.IsEmpty; values = values[Math.Min(Block, values.Length)..])
        {
            var part = values[..Math.Min(Block, values.Length)];
            FindBins(part, inverse, _first, indices);
            Count(indices[..part.Length]);
        }
    }

    /// <summary>floor(value / width) - first, for each value.</summary>
    internal static void FindBins(ReadOnlySpan<float> values, float inverseWidth, int first, Span<int> indices)
    {
        var done = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
            var targets = MemoryMarshal.Cast<int, Vector256<int>>(indices);
            var origin = Vector256.Create(first);
            for (var i = 0; i < vectors.Length; i++)
            {
                targets[i] = Vector256.ConvertToInt32Native(Vector256.Floor(vectors[i] * inverseWidth)) - origin;
            }

            done = vectors.Length * Vector256<float>.Count;
        }

        for (; done < values.Length; done++)
        {
            indices[done] = (int)MathF.Floor(values[done] * inverseWidth) - first;
        }
    }

    /// <summary>Every index lies inside the tables, because the bins were made to cover the extremes of the values first: no check is needed for each.</summary>
    private void Count(ReadOnlySpan<int> indices)
    {
        ref var even = ref MemoryMarshal.GetArrayDataReference(_even);
        ref var odd = ref MemoryMarshal.GetArrayDataReference(_odd);
        var pairs = MemoryMarshal.Cast<int, ulong>(indices);
        foreach (var pair in pairs)
        {
            Unsafe.Add(ref even, (nint)(uint)pair)++;
            Unsafe.Add(ref odd, (nint)(pair >> 32))++;
        }

        if (indices.Length % 2 == 1)
        {
            _even[indices[^1]]++;
        }
    }

    private void MovePending()
    {
        if (_pending == 0)
        {
            return;
        }

        for (var i = 0; i < Capacity; i++)
        {
            _counts[i] += (long)_even[i] + _odd[i];
        }

        Array.Clear(_even);
        Array.Clear(_odd);
        _pending = 0;
    }

    private int IndexOf(float value) => (int)Math.Floor(Math.ScaleB(value, -_exponent)) - _first;

    /// <summary>Widens the bins as far as needed and moves the counts.</summary>
    private void Cover(float min, float max)
    {
        var old = Counts.ToArray();
        var (oldFirst, oldExponent) = (_first, _exponent);
        _exponent = Math.Max(_exponent, ExponentFor(min, max));
        _first = (int)Math.Floor(Math.ScaleB(min, -_exponent));
        (_min, _max) = (min, max);
        var moved = new long[Capacity];
        for (var i = 0; i < old.Length; i++)
        {
            moved[((oldFirst + i) >> (_exponent - oldExponent)) - _first] += old[i];
        }

        _counts = moved;
    }

    private static int ExponentFor(float min, float max)
    {
        var largest = Math.Max(Math.Abs((double)min), Math.Abs((double)max));
        var exponent = largest == 0 ? MinExponent : Math.Max(MinExponent, Math.ILogB(largest) - PrecisionBits);
        while (Math.Floor(Math.ScaleB(max, -exponent)) - Math.Floor(Math.ScaleB(min, -exponent)) >= Capacity)
        {
            exponent++;
        }

        return exponent;
    }
}
