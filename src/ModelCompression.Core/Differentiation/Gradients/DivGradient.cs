namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = a / b: da = dy / b, db = -dy y / b, summed where they were broadcast.</summary>
public sealed class DivGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Div"];

    public void Differentiate(GradientContext context)
    {
        var emit = context.Emit;
        var quotient = emit.Div(context.Gradient, context.Input(1));
        if (context.Wants(0))
        {
            context.GiveBroadcast(0, quotient);
        }

        if (context.Wants(1))
        {
            context.GiveBroadcast(1, emit.Neg(emit.Mul(quotient, context.Output)));
        }
    }
}
