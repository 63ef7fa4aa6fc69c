using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// dy divided by the number of elements of its window, spread over the window: a transposed convolution with ones of each channel by itself. Elements in the
/// padding count when <c>count_include_pad</c> says so.
/// </summary>
public sealed class AveragePoolGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["AveragePool"];

    public void Differentiate(GradientContext context)
    {
        var (emit, x, y) = (context.Emit, context.Input(0), context.Output);
        var kernel = context.Node.Ints("kernel_shape") ?? throw context.Unknown("it has no kernel shape");
        var window = WindowGeometry.Of(context, kernel, x, y);
        if (window.Rest.Any(rest => rest < 0))
        {
            throw context.Unknown("its last window reaches beyond the padding");
        }

        var (large, small) = (Spatial(context, x), Spatial(context, y));
        var isPadCounted = context.Node.Int("count_include_pad", 0) != 0;
        var shares = emit.Tensor("shares", Shares(window, large, small, isPadCounted));
        var single = emit.Reshape(emit.Mul(context.Gradient, shares), [-1, 1, .. small]);
        var ones = new Shape([1, 1, .. kernel]);
        var weight = emit.Tensor("window", TensorData.Floats(ones, [.. Enumerable.Repeat(1f, (int)ones.Count)]));
        context.Give(0, emit.ReshapeLike(new Convolution(emit, window, 1).InputGradient(single, weight, 1, 1), x));
    }

    private static long[] Spatial(GradientContext context, Value value) => context.Emit.Shapes.DimsOf(value)?.Skip(2).ToArray() is { } dims && dims.All(dim => dim.Size is not null)
        ? [.. dims.Select(dim => dim.Size.GetValueOrDefault())]
        : throw context.Unknown("its sizes are not known; give the model inputs of fixed height and width");

    /// <summary>One divided by the elements of each window, of shape [1, 1, windows...].</summary>
    private static TensorData Shares(WindowGeometry window, long[] large, long[] small, bool isPadCounted)
    {
        var shape = new Shape([1, 1, .. small]);
        var shares = new float[shape.Count];
        for (var i = 0; i < shares.Length; i++)
        {
            long count = 1;
            for (long axis = small.Length - 1, rest = i; axis >= 0; rest /= small[axis], axis--)
            {
                count *= isPadCounted ? window.Kernel[axis] : Inside(window, (int)axis, rest % small[axis], large[axis]);
            }

            shares[i] = 1f / count;
        }

        return TensorData.Floats(shape, shares);
    }

    /// <summary>Elements of a window that are not padding.</summary>
    private static long Inside(WindowGeometry window, int axis, long index, long size)
    {
        var start = (index * window.Strides[axis]) - window.Begins[axis];
        return Enumerable.Range(0, (int)window.Kernel[axis]).LongCount(k => start + (k * window.Dilations[axis]) is var position && position >= 0 && position < size);
    }
}
