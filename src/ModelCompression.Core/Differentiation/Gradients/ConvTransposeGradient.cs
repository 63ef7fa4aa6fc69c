using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// The transposed convolution is the dx of a convolution with the same weight, [C, M / G, ...]: its own dx is that convolution applied to dy, and in its dw the two sides
/// change places.
/// </summary>
public sealed class ConvTransposeGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["ConvTranspose"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, w, dy) = (context.Emit, context.Input(0), context.Input(1), context.Gradient);
        if (context.Wants(0) || context.Wants(1))
        {
            var dims = ConvGradient.WeightDims(context);
            var group = context.Node.Int("group", 1);
            var window = Trimmed(context, WindowGeometry.Of(context, dims[2..], context.Output, x));
            if (context.Wants(0))
            {
                context.Give(0, emit.Call("Conv", [dy, w], WindowGeometry.Attributes(window.Strides, window.Dilations, window.Begins, window.Ends, group)));
            }

            if (context.Wants(1))
            {
                context.Give(1, new Convolution(emit, window, group).WeightGradient(dy, x, dims[0], dims[1]));
            }
        }

        if (context.Wants(2))
        {
            context.Give(2, ConvGradient.BiasGradient(context));
        }
    }

    /// <summary>A convolution gives one element for each of x when fewer than a stride of elements are left over.</summary>
    private static WindowGeometry Trimmed(GradientContext context, WindowGeometry window) =>
        window.Rest.Zip(window.Strides).All(pair => pair.First >= 0 && pair.First < pair.Second) ? window : throw context.Unknown("its padding is larger than its stride");
}
