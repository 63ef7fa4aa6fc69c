namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy 2 / √π e^(-x²).</summary>
public sealed class ErfGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Erf"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        context.Give(0, emit.Mul(emit.Scale(dy, 2 / Math.Sqrt(Math.PI)), emit.Call("Exp", [emit.Neg(emit.Mul(x, x))])));
    }
}
