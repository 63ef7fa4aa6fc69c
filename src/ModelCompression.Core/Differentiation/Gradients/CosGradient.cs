namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = -dy sin(x).</summary>
public sealed class CosGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Cos"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        context.Give(0, emit.Neg(emit.Mul(dy, emit.Call("Sin", [x]))));
    }
}
