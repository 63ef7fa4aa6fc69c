namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = log(1 + e^x): dx = dy / (1 + e^-x).</summary>
public sealed class SoftplusGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Softplus"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        context.Give(0, emit.Mul(dy, emit.Call("Sigmoid", [x])));
    }
}
