namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = 1 / (1 + e^-x): dx = dy y (1 - y).</summary>
public sealed class SigmoidGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Sigmoid"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        context.Give(0, emit.Mul(dy, emit.Mul(y, emit.Sub(emit.Scalar(1), y))));
    }
}
