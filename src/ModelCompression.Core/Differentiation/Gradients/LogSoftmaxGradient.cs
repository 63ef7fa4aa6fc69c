namespace ModelCompression.Differentiation.Gradients;

/// <summary>dx = dy - e^y times the sum of dy over the axis.</summary>
public sealed class LogSoftmaxGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["LogSoftmax"];

    public void Differentiate(GradientContext context)
    {
        var (emit, dy) = (context.Emit, context.Gradient);
        var sum = emit.Sum(dy, keepDims: true, context.Node.Int("axis", -1));
        context.Give(0, emit.Sub(dy, emit.Mul(emit.Call("Exp", [context.Output]), sum)));
    }
}
