namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy / x.</summary>
public sealed class LogGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Log"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        context.Give(0, emit.Div(dy, x));
    }
}
