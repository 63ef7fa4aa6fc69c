using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>What a reduction does, from its attribute or its input.</summary>
/// <param name="Axes">Reduced axes, counted from the front; null for all axes of a tensor whose rank need not be known, since the result is a scalar.</param>
/// <param name="Count">Elements each result is made of; null when a size is not known.</param>
internal sealed record Reduction(long[]? Axes, long? Count)
{
    /// <exception cref="Diagnostics.UserErrorException">MC2017: the axes or the rank are not known.</exception>
    public static Reduction Of(GradientContext context)
    {
        var node = context.Node;
        var given = node.Ints("axes") ?? (node.Input(1) is null ? [] : context.Numbers(1));
        var all = given.Length == 0 && node.Int("noop_with_empty_axes", 0) == 0;
        if (all && node.Int("keepdims", 1) == 0)
        {
            return new Reduction(null, context.Emit.Shapes[context.Input(0)]?.KnownShape?.Count);
        }

        var dims = context.Dims(0);
        long[] axes = all ? [.. Enumerable.Range(0, dims.Count).Select(axis => (long)axis)] : [.. given.Select(axis => (long)GradientContext.Axis(axis, dims.Count)).Order()];
        return new Reduction(axes, axes.All(axis => dims[(int)axis].Size is not null) ? axes.Aggregate(1L, (product, axis) => product * dims[(int)axis].Size.GetValueOrDefault()) : null);
    }

    /// <summary>A value of the result's shape in a form that broadcasts to the input: with the reduced axes as ones, or a scalar.</summary>
    public Value WithAxes(GradientContext context, Value value) =>
        Axes is not { Length: > 0 } || context.Node.Int("keepdims", 1) != 0 ? value : context.Emit.Call("Unsqueeze", [value, context.Emit.Ints(Axes)]);

    /// <summary>Sums of a value of the input's shape over the reduced axes, in a form that broadcasts to the input.</summary>
    public Value Sum(GradientContext context, Value value) =>
        Axes is not null ? context.Emit.Sum(value, keepDims: true, Axes) : context.Emit.Call("ReduceSum", [value], Ir.Attribute.Int("keepdims", 0));
}
