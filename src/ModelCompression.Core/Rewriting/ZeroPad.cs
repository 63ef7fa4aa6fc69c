using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>A Pad with constant, non-negative amounts of float zeros on spatial axes only.</summary>
/// <param name="Data">The tensor that is padded, [batch, channels, spatial...].</param>
/// <param name="Pads">Begin of every spatial axis, then end of every spatial axis, as in a Conv's <c>pads</c>.</param>
internal sealed record ZeroPad(Node Node, Value Data, long[] Pads)
{
    /// <summary>Null with a reason when <paramref name="value"/> is not produced by such a Pad in the graph of <paramref name="user"/>.</summary>
    public static ZeroPad? Of(Value? value, Node user, ShapeTable shapes, out string why)
    {
        why = "the input is not padded";
        if (value?.Producer is not { } pad || !pad.Is("Pad") || pad.Input(0) is not { } data || pad.Graph != user.Graph)
        {
            return null;
        }

        why = "the pad is not by zeros";
        if (pad.Text("mode", "constant") != "constant" || pad.Float("value", 0) != 0 || (pad.Input(2) is { } fill && !IsZero(fill)))
        {
            return null;
        }

        why = "the pad amounts are not constant, or the input is not known to be float of rank 3 or more";
        if ((pad.Ints("pads") ?? shapes.NumbersOf(pad.Input(1))) is not { } amounts || shapes[data] is not { Element: ElementType.Float, Dims: { Count: >= 3 } dims })
        {
            return null;
        }

        why = "the pad reaches beyond the spatial axes or crops";
        var axes = pad.Input(3) is null ? [.. Enumerable.Range(0, dims.Count).Select(axis => (long)axis)] : shapes.NumbersOf(pad.Input(3));
        return axes is not null && Spatial(amounts, axes, dims.Count) is { } spatial ? new ZeroPad(pad, data, spatial) : null;
    }

    /// <summary>The sum of these pads and <paramref name="own"/>, the pads of the window operator (null for none).</summary>
    public long[] Plus(long[]? own) => own is null ? Pads : [.. Pads.Zip(own, (left, right) => left + right)];

    private static long[]? Spatial(long[] amounts, long[] axes, int rank)
    {
        if (amounts.Length != 2 * axes.Length)
        {
            return null;
        }

        var result = new long[2 * (rank - 2)];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            var (begin, end) = (amounts[i], amounts[i + axes.Length]);
            if (begin < 0 || end < 0 || axis < 0 || axis >= rank || (axis < 2 && begin + end > 0))
            {
                return null;
            }

            if (axis >= 2)
            {
                result[axis - 2] = begin;
                result[axis - 2 + rank - 2] = end;
            }
        }

        return result;
    }

    private static bool IsZero(Value fill) => fill.Constant is { Element: ElementType.Float, Count: 1 } data && data.ToFloats()[0] == 0;
}
