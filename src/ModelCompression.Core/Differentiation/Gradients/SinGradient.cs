namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy cos(x).</summary>
public sealed class SinGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Sin"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        context.Give(0, emit.Mul(dy, emit.Call("Cos", [x])));
    }
}
