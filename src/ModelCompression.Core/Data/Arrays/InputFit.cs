using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Finds the shape under which one sample enters a model input.</summary>
internal static class InputFit
{
    /// <summary>
    /// The input's shape for a sample, the first of these that fits: batch axis of 1 in front; no batch axis; axes of size 1 put in or taken out;
    /// flattened or unflattened, the number of elements being the same. Any other regrouping is refused: it would scramble the sample.
    /// </summary>
    /// <param name="what">Whose shape it is, for the message.</param>
    /// <exception cref="UserErrorException">MC2004: nothing fits; names both shapes.</exception>
    public static Shape Require(Shape sample, Port input, string what)
    {
        ElementOf(input);
        return Find(sample, input.Type?.Dims)
            ?? throw new UserErrorException(
                Codes.DataMismatch,
                $"{what} gives samples of shape {sample}; input '{input.Name}' takes {string.Join('x', input.Type?.Dims ?? [])}.");
    }

    /// <summary>The element type of a numeric tensor input.</summary>
    /// <exception cref="UserErrorException">MC2004: the input is no tensor or holds strings.</exception>
    public static ElementType ElementOf(Port input) => input.Type is { } type && type.Element.Bits() >= 8
        ? type.Element
        : throw new UserErrorException(Codes.DataMismatch, $"Input '{input.Name}' is {input.Type?.ToString() ?? "no tensor"}; data sets can fill numeric tensors only.");

    internal static Shape? Find(Shape sample, IReadOnlyList<Dimension>? dims)
    {
        if (dims is null)
        {
            return Batched(sample.AsSpan());
        }

        var hasBatch = dims.Count > 0 && dims[0].Size is null or 1;
        Dimension[] rest = hasBatch ? [.. dims.Skip(1)] : [];
        if (hasBatch && Matches(sample.AsSpan(), rest))
        {
            return Batched(sample.AsSpan());
        }

        if (Matches(sample.AsSpan(), [.. dims]))
        {
            return sample;
        }

        return hasBatch ? WithUnitAxes(sample, rest) ?? Flattened(sample, rest) : null;
    }

    private static Shape Batched(ReadOnlySpan<long> dims) => new([1, .. dims]);

    private static bool Matches(ReadOnlySpan<long> sizes, ReadOnlySpan<Dimension> dims)
    {
        var same = sizes.Length == dims.Length;
        for (var i = 0; same && i < dims.Length; i++)
        {
            same = dims[i].Size is not { } size || size == sizes[i];
        }

        return same;
    }

    private static Shape? WithUnitAxes(Shape sample, Dimension[] dims)
    {
        var axes = new Queue<long>(sample.Dims.Where(size => size != 1));
        var result = new List<long>();
        foreach (var dim in dims)
        {
            if (dim.Size == 1)
            {
                result.Add(1);
            }
            else if (axes.TryDequeue(out var size) && (dim.Size is null || dim.Size == size))
            {
                result.Add(size);
            }
            else
            {
                return null;
            }
        }

        return axes.Count == 0 ? Batched([.. result]) : null;
    }

    /// <summary>One of the two shapes must be a plain row of all elements.</summary>
    private static Shape? Flattened(Shape sample, Dimension[] dims)
    {
        if (dims.Any(dim => dim.Size is null))
        {
            return null;
        }

        var target = Batched([.. dims.Select(dim => dim.Size ?? 0)]);
        return target.Count == sample.Count && (IsRow(sample) || IsRow(target)) ? target : null;
    }

    private static bool IsRow(Shape shape) => shape.Dims.Count(size => size != 1) <= 1;
}
