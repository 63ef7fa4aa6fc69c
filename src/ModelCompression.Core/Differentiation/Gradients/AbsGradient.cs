namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy sign(x); 0 at 0.</summary>
public sealed class AbsGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Abs"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        context.Give(0, emit.Mul(dy, emit.Call("Sign", [x])));
    }
}
