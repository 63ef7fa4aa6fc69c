using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = x^e: dx = dy e x^(e - 1), de = dy y log(x), summed where they were broadcast. The second is only defined for positive x.</summary>
public sealed class PowGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Pow"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, dy) = (context.Emit, context.Input(0), context.Gradient);
        if (context.Wants(0))
        {
            context.GiveBroadcast(0, emit.Mul(dy, Slope(emit, x, context.Input(1))));
        }

        if (context.Wants(1))
        {
            context.GiveBroadcast(1, emit.Mul(dy, emit.Mul(context.Output, emit.Call("Log", [x]))));
        }
    }

    private static Value Slope(NodeEmitter emit, Value x, Value exponent)
    {
        if (exponent.Constant is { Count: 1, Shape.Rank: <= 1 } constant)
        {
            var number = constant.ToFloats()[0];
            return number == 2 ? emit.Scale(x, 2) : emit.Scale(emit.Call("Pow", [x, emit.Scalar(number - 1.0)]), number);
        }

        var real = emit.Shapes[exponent]?.Element == ElementType.Float ? exponent : emit.AsFloat(exponent);
        return emit.Mul(real, emit.Call("Pow", [x, emit.Sub(real, emit.Scalar(1))]));
    }
}
