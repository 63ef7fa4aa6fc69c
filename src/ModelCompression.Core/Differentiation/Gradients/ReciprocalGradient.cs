namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = 1 / x: dx = -dy y².</summary>
public sealed class ReciprocalGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Reciprocal"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        context.Give(0, emit.Neg(emit.Mul(dy, emit.Mul(y, y))));
    }
}
