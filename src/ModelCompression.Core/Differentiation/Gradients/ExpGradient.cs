namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy y.</summary>
public sealed class ExpGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Exp"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        context.Give(0, emit.Mul(dy, y));
    }
}
