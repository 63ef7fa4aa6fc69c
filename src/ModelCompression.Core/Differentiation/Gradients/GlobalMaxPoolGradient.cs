namespace ModelCompression.Differentiation.Gradients;

/// <summary>The largest element of each channel gets dy, in equal parts where several are equal.</summary>
public sealed class GlobalMaxPoolGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["GlobalMaxPool"];

    public void Differentiate(GradientContext context)
    {
        var emit = context.Emit;
        long[] axes = [.. Enumerable.Range(2, context.Dims(0).Count - 2).Select(axis => (long)axis)];
        var chosen = emit.AsFloat(emit.Call("Equal", [context.Input(0), context.Output]));
        context.Give(0, emit.Mul(chosen, emit.Div(context.Gradient, emit.Sum(chosen, keepDims: true, axes))));
    }
}
