using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompression.Tensors;

/// <summary>
/// An immutable dense tensor. Numeric elements are little-endian bytes in row-major order, packed as ONNX <c>raw_data</c>
/// (4-bit elements two to a byte, low nibble first; 2-bit four to a byte); strings are UTF-8 byte sequences.
/// </summary>
public sealed class TensorData
{
    private readonly Lazy<ReadOnlyMemory<byte>>? _bytes;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>>? _strings;

    /// <summary>A numeric tensor over existing bytes; nothing is copied, and the bytes must not change while the tensor is used.</summary>
    /// <exception cref="ArgumentException">The length does not match the shape and type, or the type is String.</exception>
    public TensorData(ElementType element, Shape shape, ReadOnlyMemory<byte> bytes)
        : this(element, shape, new Lazy<ReadOnlyMemory<byte>>(bytes), null)
    {
        RequireLength(bytes.Length);
    }

    /// <summary>A numeric tensor whose bytes are read when first needed.</summary>
    /// <param name="read">Must return exactly <c>Element.SizeBytes(Shape.Count)</c> bytes.</param>
    public TensorData(ElementType element, Shape shape, Func<ReadOnlyMemory<byte>> read)
        : this(element, shape, new Lazy<ReadOnlyMemory<byte>>(read), null)
    {
    }

    /// <summary>A string tensor; each element is UTF-8.</summary>
    public TensorData(Shape shape, IReadOnlyList<ReadOnlyMemory<byte>> strings)
        : this(ElementType.String, shape, null, strings)
    {
        if (strings.Count != shape.Count)
        {
            throw new ArgumentException($"{strings.Count} strings do not fill shape {shape}.", nameof(strings));
        }
    }

    private TensorData(ElementType element, Shape shape, Lazy<ReadOnlyMemory<byte>>? bytes, IReadOnlyList<ReadOnlyMemory<byte>>? strings)
    {
        if (bytes is not null && element.Bits() == 0)
        {
            throw new ArgumentException($"{element} has no byte representation.", nameof(element));
        }

        Element = element;
        Shape = shape;
        _bytes = bytes;
        _strings = strings;
    }

    public ElementType Element { get; }

    public Shape Shape { get; }

    public long Count => Shape.Count;

    /// <summary>Bytes of the dense representation; for strings the sum of their lengths.</summary>
    public long SizeBytes => _strings?.Sum(text => (long)text.Length) ?? Element.SizeBytes(Count);

    /// <summary>Opaque to everything but the Onnx layer: the message the tensor was read from.</summary>
    internal object? Extras { get; init; }

    /// <summary>The dense bytes.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds strings.</exception>
    public ReadOnlyMemory<byte> Bytes => _bytes?.Value ?? throw new InvalidOperationException("A string tensor has no dense bytes.");

    /// <summary>The elements of a string tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor is numeric.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Strings => _strings ?? throw new InvalidOperationException($"A {Element} tensor has no strings.");

    /// <summary>The elements as <typeparamref name="T"/>, which must have the element's size.</summary>
    /// <exception cref="InvalidOperationException">It has another size, or the tensor holds strings.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged
    {
        if (Element.Bits() != Unsafe.SizeOf<T>() * 8)
        {
            throw new InvalidOperationException($"A {Element} tensor cannot be read as {typeof(T).Name}.");
        }

        return MemoryMarshal.Cast<byte, T>(Bytes.Span);
    }

    public static TensorData Of<T>(ElementType element, Shape shape, T[] values)
        where T : unmanaged =>
        new(element, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static TensorData Floats(Shape shape, params float[] values) => Of(ElementType.Float, shape, values);

    public static TensorData Int64s(Shape shape, params long[] values) => Of(ElementType.Int64, shape, values);

    public static TensorData Scalar(float value) => Floats(Shape.Scalar, value);

    /// <summary>The same content in memory of its own; a runner's results share the runner's.</summary>
    public TensorData Copy() =>
        Element == ElementType.String ? new TensorData(Shape, [.. Strings.Select(text => (ReadOnlyMemory<byte>)text.ToArray())]) : new TensorData(Element, Shape, Bytes.ToArray());

    /// <summary>The same bytes under another shape of equal count.</summary>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public TensorData Reshape(Shape shape)
    {
        if (shape.Count != Count)
        {
            throw new ArgumentException($"Shape {Shape} cannot become {shape}.", nameof(shape));
        }

        return new TensorData(Element, shape, _bytes, _strings);
    }

    /// <summary>True when type, shape and content are equal (bit for bit).</summary>
    public bool ContentEquals(TensorData other)
    {
        if (Element != other.Element || !Shape.Equals(other.Shape))
        {
            return false;
        }

        return _strings is null
            ? Bytes.Span.SequenceEqual(other.Bytes.Span)
            : _strings.Zip(other.Strings).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));
    }

    public override string ToString() => $"{Element}[{Shape}]";

    private void RequireLength(long length)
    {
        var expected = Element.SizeBytes(Count);
        if (length != expected)
        {
            throw new ArgumentException($"{Element}[{Shape}] needs {expected} bytes, not {length}.");
        }
    }
}
