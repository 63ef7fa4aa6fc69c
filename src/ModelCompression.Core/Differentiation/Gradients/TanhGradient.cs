namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy (1 - y²).</summary>
public sealed class TanhGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Tanh"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        context.Give(0, emit.Mul(dy, emit.Sub(emit.Scalar(1), emit.Mul(y, y))));
    }
}
