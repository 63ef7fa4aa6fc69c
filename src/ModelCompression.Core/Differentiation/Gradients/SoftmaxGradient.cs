namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = y (dy - sum of dy y over the axis).</summary>
public sealed class SoftmaxGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Softmax"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y, dy) = (context.Emit, context.Output, context.Gradient);
        var sum = emit.Sum(emit.Mul(dy, y), keepDims: true, context.Node.Int("axis", -1));
        context.Give(0, emit.Mul(y, emit.Sub(dy, sum)));
    }
}
