namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy / (2 y).</summary>
public sealed class SqrtGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Sqrt"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        context.Give(0, emit.Div(dy, emit.Scale(y, 2)));
    }
}
