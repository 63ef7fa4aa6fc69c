namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = -dy.</summary>
public sealed class NegGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Neg"];

    public void Differentiate(GradientContext context)
    {
        var (emit, dy) = (context.Emit, context.Gradient);
        context.Give(0, emit.Neg(dy));
    }
}
