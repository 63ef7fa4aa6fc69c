namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = √(sum of x²): dx = dy x / y. Not defined where all elements are 0.</summary>
public sealed class ReduceL2Gradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["ReduceL2"];

    public void Differentiate(GradientContext context)
    {
        var emit = context.Emit;
        var reduction = Reduction.Of(context);
        var share = emit.Div(reduction.WithAxes(context, context.Gradient), reduction.WithAxes(context, context.Output));
        context.Give(0, emit.Mul(context.Input(0), share));
    }
}
