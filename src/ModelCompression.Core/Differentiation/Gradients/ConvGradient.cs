using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>y = x * w + b: dx and dw by <see cref="Convolution"/>, db = sum of dy over all but the channels.</summary>
public sealed class ConvGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Conv"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, w, dy) = (context.Emit, context.Input(0), context.Input(1), context.Gradient);
        if (context.Wants(0) || context.Wants(1))
        {
            var dims = WeightDims(context);
            var window = WindowGeometry.Of(context, dims[2..], x, context.Output);
            var convolution = new Convolution(emit, window, context.Node.Int("group", 1));
            if (context.Wants(0))
            {
                context.Give(0, convolution.InputGradient(dy, w, dims[0], dims[1]));
            }

            if (context.Wants(1))
            {
                context.Give(1, convolution.WeightGradient(x, dy, dims[0], dims[1]));
            }
        }

        if (context.Wants(2))
        {
            context.Give(2, BiasGradient(context));
        }
    }

    /// <summary>The shape of the weight.</summary>
    /// <exception cref="Diagnostics.UserErrorException">MC2017: it is not known.</exception>
    internal static long[] WeightDims(GradientContext context) =>
        context.Emit.Shapes[context.Input(1)]?.KnownShape?.ToArray() ?? throw context.Unknown("the shape of its weight is not known");

    /// <summary>Sum over all axes but the channels.</summary>
    internal static Value BiasGradient(GradientContext context)
    {
        var rank = context.Dims(1).Count;
        return context.Emit.Sum(context.Gradient, keepDims: false, [0, .. Enumerable.Range(2, rank - 2).Select(axis => (long)axis)]);
    }
}
