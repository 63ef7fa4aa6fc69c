using System.Globalization;

namespace ModelCompression.Tensors;

/// <summary>The known dimensions of a tensor. A scalar has rank 0 and one element.</summary>
public sealed class Shape : IEquatable<Shape>
{
    public static readonly Shape Scalar = new([]);

    private readonly long[] _dims;

    /// <param name="dims">Sizes, each 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative or the element count does not fit in 63 bits.</exception>
    public Shape(params ReadOnlySpan<long> dims)
    {
        _dims = dims.ToArray();
        Int128 count = 1;
        foreach (var dim in _dims)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dim, nameof(dims));
            count *= dim;
            if (count > long.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(dims), "The number of elements does not fit in 63 bits.");
            }
        }

        Count = (long)count;
    }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    public int Rank => _dims.Length;

    public IReadOnlyList<long> Dims => _dims;

    public long this[int axis] => _dims[axis];

    public ReadOnlySpan<long> AsSpan() => _dims;

    public long[] ToArray() => [.. _dims];

    /// <summary>The same dimensions with <paramref name="axis"/> replaced.</summary>
    public Shape With(int axis, long size)
    {
        var dims = ToArray();
        dims[axis] = size;
        return new Shape(dims);
    }

    public bool Equals(Shape? other) => other is not null && _dims.AsSpan().SequenceEqual(other._dims);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var dim in _dims)
        {
            hash.Add(dim);
        }

        return hash.ToHashCode();
    }

    /// <summary>For messages: <c>1x3x224x224</c>; a scalar is <c>scalar</c>.</summary>
    public override string ToString() =>
        _dims.Length == 0 ? "scalar" : string.Join('x', _dims.Select(dim => dim.ToString(CultureInfo.InvariantCulture)));
}
