namespace ModelCompression.Differentiation.Gradients;

/// <summary>The largest or smallest elements get the gradient, in equal parts where several are equal.</summary>
public sealed class ReduceMaxGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["ReduceMax", "ReduceMin"];

    public void Differentiate(GradientContext context)
    {
        var emit = context.Emit;
        var reduction = Reduction.Of(context);
        var chosen = emit.AsFloat(emit.Call("Equal", [context.Input(0), reduction.WithAxes(context, context.Output)]));
        var share = emit.Div(reduction.WithAxes(context, context.Gradient), reduction.Sum(context, chosen));
        context.Give(0, emit.Mul(chosen, share));
    }
}
