namespace ModelCompression.Differentiation.Gradients;

/// <summary>Every element gets the gradient of its sum; of a mean, divided by the number of elements.</summary>
public sealed class ReduceSumGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["ReduceSum", "ReduceMean"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x) = (context.Emit, context.Input(0));
        var reduction = Reduction.Of(context);
        var gradient = reduction.WithAxes(context, context.Gradient);
        if (context.Node.Is("ReduceMean"))
        {
            gradient = reduction.Count is { } count
                ? emit.Scale(gradient, 1.0 / count)
                : emit.Mul(gradient, emit.Div(emit.AsFloat(emit.Call("Size", [context.Output])), emit.AsFloat(emit.Call("Size", [x]))));
        }

        context.Give(0, emit.Call("Expand", [gradient, emit.ShapeOf(x)]));
    }
}
