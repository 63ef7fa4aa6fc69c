namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy where x is positive, else α dy.</summary>
public sealed class LeakyReluGradient : IOperatorGradient
{
    private const float DefaultAlpha = 0.01f;

    public IReadOnlyList<string> Operators => ["LeakyRelu"];

    public void Differentiate(GradientContext context)
    {
        var (emit, dy) = (context.Emit, context.Gradient);
        var isPositive = emit.Call("Greater", [context.Input(0), emit.Scalar(0)]);
        context.Give(0, emit.Call("Where", [isPositive, dy, emit.Scale(dy, context.Node.Float("alpha", DefaultAlpha))]));
    }
}
