using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy with zeros where elements were dropped.</summary>
public sealed class SliceGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Slice"];

    public void Differentiate(GradientContext context)
    {
        var (emit, node) = (context.Emit, context.Node);
        context.Give(0, Pads(context) is { } pads
            ? emit.Call("Pad", [context.Gradient, emit.Ints(pads)])
            : MovedElements.Gradient(emit, context.Input(0), context.Gradient, numbers => emit.Call("Slice", [numbers, .. node.Inputs.Skip(1)])));
    }

    /// <summary>How many elements were dropped at the beginning and end of each axis; null when that is not known or some were dropped between.</summary>
    private static long[]? Pads(GradientContext context)
    {
        var (node, shapes) = (context.Node, context.Emit.Shapes);
        if (shapes.DimsOf(context.Input(0)) is not { } dims || shapes.NumbersOf(node.Input(1)) is not { } starts || shapes.NumbersOf(node.Input(2)) is not { } ends)
        {
            return null;
        }

        var axes = node.Input(3) is null ? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)] : shapes.NumbersOf(node.Input(3));
        var steps = node.Input(4) is null ? [.. starts.Select(_ => 1L)] : shapes.NumbersOf(node.Input(4));
        if (axes is null || steps is null || steps.Any(step => step != 1))
        {
            return null;
        }

        var pads = new long[2 * dims.Count];
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = GradientContext.Axis(axes[i], dims.Count);
            if (dims[axis].Size is not { } size)
            {
                return null;
            }

            pads[axis] = Bound(starts[i], size);
            pads[axis + dims.Count] = size - Math.Max(Bound(ends[i], size), pads[axis]);
        }

        return pads;
    }

    private static long Bound(long position, long size) => Math.Clamp(position < 0 ? position + size : position, 0, size);
}
