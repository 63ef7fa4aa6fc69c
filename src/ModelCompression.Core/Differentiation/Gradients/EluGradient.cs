namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = x or, where that is not positive, α (e^x - 1): dx = dy or dy (y + α).</summary>
public sealed class EluGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Elu"];

    public void Differentiate(GradientContext context)
    {
        var (emit, dy) = (context.Emit, context.Gradient);
        var isPositive = emit.Call("Greater", [context.Input(0), emit.Scalar(0)]);
        var slope = emit.Add(context.Output, emit.Scalar(context.Node.Float("alpha", 1)));
        context.Give(0, emit.Call("Where", [isPositive, dy, emit.Mul(dy, slope)]));
    }
}
