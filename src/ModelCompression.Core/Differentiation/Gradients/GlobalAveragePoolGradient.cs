using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy divided by the number of elements of a channel, for each of them.</summary>
public sealed class GlobalAveragePoolGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["GlobalAveragePool"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        var sizes = context.Dims(0).Skip(2).ToList();
        var share = sizes.All(dim => dim.Size is not null)
            ? emit.Scale(dy, 1.0 / sizes.Aggregate(1L, (product, dim) => product * dim.Size.GetValueOrDefault()))
            : emit.Mul(dy, emit.Div(Count(emit, context.Output), Count(emit, x)));
        context.Give(0, emit.Call("Expand", [share, emit.ShapeOf(x)]));
    }

    private static Value Count(NodeEmitter emit, Value value) => emit.AsFloat(emit.Call("Size", [value]));
}
