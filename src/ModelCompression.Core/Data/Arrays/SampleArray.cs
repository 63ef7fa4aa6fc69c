using ModelCompression.Diagnostics;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>A named array whose leading axis counts samples; rows are little-endian bytes in row-major order, read when asked for.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="File">File it lies in.</param>
/// <param name="Element">Numeric element type.</param>
/// <param name="Shape">Samples first.</param>
/// <param name="ReadRow">Bytes of one row.</param>
internal sealed record SampleArray(string Name, string File, ElementType Element, Shape Shape, Func<int, ReadOnlyMemory<byte>> ReadRow)
{
    /// <summary>Number of samples.</summary>
    /// <exception cref="UserErrorException">MC2004: the array has no axes; MC2008: more than 2^31 samples.</exception>
    public int Count
    {
        get
        {
            if (Shape.Rank == 0)
            {
                throw new UserErrorException(Codes.DataMismatch, $"{Describe()} is a scalar; the leading axis must count the samples.", File);
            }

            return Shape[0] <= int.MaxValue ? (int)Shape[0] : throw DataFile.Invalid(File, $"has {Shape[0]} samples in '{Name}'");
        }
    }

    /// <summary>Shape of one sample.</summary>
    public Shape RowShape => new(Shape.AsSpan()[1..]);

    /// <summary>Bytes of one row.</summary>
    public long RowBytes => Element.SizeBytes(RowShape.Count);

    /// <summary>For messages.</summary>
    public string Describe() => $"Array '{Name}' of '{Path.GetFileName(File)}'";
}
