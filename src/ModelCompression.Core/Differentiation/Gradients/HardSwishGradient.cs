using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = x h(x) with h(x) = min(max(x / 6 + 1 / 2, 0), 1): dx = dy (h(x) + x / 6 where -3 &lt; x &lt; 3).</summary>
public sealed class HardSwishGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["HardSwish"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x) = (context.Emit, context.Input(0));
        var gate = emit.Call("HardSigmoid", [x], Attribute.Float("alpha", 1f / 6), Attribute.Float("beta", 0.5f));
        var isInside = emit.AsFloat(emit.Call("Less", [emit.Call("Abs", [x]), emit.Scalar(3)]));
        context.Give(0, emit.Mul(context.Gradient, emit.Add(gate, emit.Mul(emit.Scale(x, 1.0 / 6), isInside))));
    }
}
