namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = max(x, 0): dx = dy where y is positive; 0 at 0.</summary>
public sealed class ReluGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Relu"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        context.Give(0, emit.Mul(dy, emit.Call("Sign", [y])));
    }
}
