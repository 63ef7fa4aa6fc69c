using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Arrays;

/// <summary>Finds the shape under which one sample enters a model input.</summary>
internal static class InputFit
{
    /// <summary>
    /// The input's shape for a sample, the first of these that fits: batch axis of 1 in front; no batch axis; axes of size 1 put in or taken out;
    /// the same number of elements regrouped. A sample whose axes are those of the input in another order is refused, since regrouping would scramble it.
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

        return hasBatch ? WithUnitAxes(sample, rest) ?? Regrouped(sample, rest) : null;
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

    private static Shape? Regrouped(Shape sample, Dimension[] dims)
    {
        if (dims.Any(dim => dim.Size is null))
        {
            return null;
        }

        var target = Batched([.. dims.Select(dim => dim.Size ?? 0)]);
        var reordered = sample.Dims.Where(size => size != 1).Order().SequenceEqual(target.Dims.Where(size => size != 1).Order());
        return target.Count == sample.Count && !reordered ? target : null;
    }
}
