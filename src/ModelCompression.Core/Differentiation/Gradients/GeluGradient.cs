using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// y = x Φ(x): dx = dy (Φ(x) + x φ(x)), with Φ(x) = (1 + erf(x / √2)) / 2; or, with <c>approximate="tanh"</c>, y = x (1 + t) / 2 with t = tanh(u),
/// u = √(2 / π) (x + 0.044715 x³): dx = dy ((1 + t) / 2 + x (1 - t²) u' / 2).
/// </summary>
public sealed class GeluGradient : IOperatorGradient
{
    private const double Cubic = 0.044715;

    private static readonly double Root = Math.Sqrt(2 / Math.PI);

    public IReadOnlyList<string> Operators => ["Gelu", "com.microsoft.Gelu"];

    public void Differentiate(GradientContext context)
    {
        var slope = context.Node.Text("approximate", "none") == "tanh" ? Approximate(context.Emit, context.Input(0)) : Exact(context.Emit, context.Input(0));
        context.Give(0, context.Emit.Mul(context.Gradient, slope));
    }

    private static Value Exact(NodeEmitter emit, Value x)
    {
        var below = emit.Scale(emit.Add(emit.Call("Erf", [emit.Scale(x, Math.Sqrt(0.5))]), emit.Scalar(1)), 0.5);
        var density = emit.Scale(emit.Call("Exp", [emit.Scale(emit.Mul(x, x), -0.5)]), 1 / Math.Sqrt(2 * Math.PI));
        return emit.Add(below, emit.Mul(x, density));
    }

    private static Value Approximate(NodeEmitter emit, Value x)
    {
        var square = emit.Mul(x, x);
        var inner = emit.Mul(emit.Scale(x, Root), emit.Add(emit.Scale(square, Cubic), emit.Scalar(1)));
        var tanh = emit.Call("Tanh", [inner]);
        var slope = emit.Scale(emit.Add(emit.Scale(square, 3 * Cubic), emit.Scalar(1)), Root);
        var bend = emit.Mul(emit.Mul(x, slope), emit.Sub(emit.Scalar(1), emit.Mul(tanh, tanh)));
        return emit.Scale(emit.Add(emit.Add(tanh, emit.Scalar(1)), bend), 0.5);
    }
}
