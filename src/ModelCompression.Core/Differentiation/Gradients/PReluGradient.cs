namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = x or, where that is not positive, slope x: dx = dy or slope dy; dslope = sum of dy min(x, 0).</summary>
public sealed class PReluGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["PRelu"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        if (context.Wants(0))
        {
            var isPositive = emit.Call("Greater", [x, emit.Scalar(0)]);
            context.Give(0, emit.Call("Where", [isPositive, dy, emit.Mul(dy, context.Input(1))]));
        }

        if (context.Wants(1))
        {
            context.GiveBroadcast(1, emit.Mul(dy, emit.Call("Min", [x, emit.Scalar(0)])));
        }
    }
}
