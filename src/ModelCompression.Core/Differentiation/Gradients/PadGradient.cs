namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy without what was added; copies of edges and reflections add up. The value that was padded with is taken as given.</summary>
public sealed class PadGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Pad"];

    public void Differentiate(GradientContext context)
    {
        var (emit, node, x) = (context.Emit, context.Node, context.Input(0));
        if (node.Text("mode", "constant") != "constant")
        {
            context.Give(0, MovedElements.Gradient(emit, x, context.Gradient, numbers => emit.Call("Pad", [numbers, context.Input(1), null, .. node.Inputs.Skip(3)], [.. node.Attributes])));
            return;
        }

        var (begins, ends) = All(context);
        var result = context.Gradient;
        if (begins.Concat(ends).Any(pad => pad < 0))
        {
            result = emit.Call("Pad", [result, emit.Ints([.. begins.Concat(ends).Select(pad => Math.Max(-pad, 0))])]);
        }

        var axes = Enumerable.Range(0, begins.Length).Select(axis => (long)axis).ToArray();
        var starts = begins.Select(pad => Math.Max(pad, 0)).ToArray();
        context.Give(0, emit.Call("Slice", [result, emit.Ints(starts), emit.Ints([.. ends.Select(pad => pad > 0 ? -pad : long.MaxValue)]), emit.Ints(axes)]));
    }

    /// <summary>What was added before and after each axis; negative where elements were dropped.</summary>
    private static (long[] Begins, long[] Ends) All(GradientContext context)
    {
        var pads = context.Numbers(1);
        var rank = context.Dims(0).Count;
        long[] axes = context.Node.Input(3) is null ? [.. Enumerable.Range(0, rank).Select(axis => (long)axis)] : context.Numbers(3);
        var (begins, ends) = (new long[rank], new long[rank]);
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = GradientContext.Axis(axes[i], rank);
            (begins[axis], ends[axis]) = (pads[i], pads[i + axes.Length]);
        }

        return (begins, ends);
    }
}
