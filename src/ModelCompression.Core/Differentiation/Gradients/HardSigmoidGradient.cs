namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = min(max(α x + β, 0), 1): dx = α dy where y is between 0 and 1, else 0.</summary>
public sealed class HardSigmoidGradient : IOperatorGradient
{
    private const float DefaultAlpha = 0.2f;

    public IReadOnlyList<string> Operators => ["HardSigmoid"];

    public void Differentiate(GradientContext context)
    {
        var (emit, y) = (context.Emit, context.Output);
        var isInside = emit.Call("And", [emit.Call("Greater", [y, emit.Scalar(0)]), emit.Call("Less", [y, emit.Scalar(1)])]);
        context.Give(0, emit.Mul(emit.Scale(context.Gradient, context.Node.Float("alpha", DefaultAlpha)), emit.AsFloat(isInside)));
    }
}
