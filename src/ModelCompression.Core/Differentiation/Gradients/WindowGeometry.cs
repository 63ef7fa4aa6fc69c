using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>How the windows of a convolution or a pool lie on its input: one entry a spatial axis, padding resolved.</summary>
/// <param name="Rest">Elements behind the last window, pads included, that no window reaches; negative when the last window reaches beyond.</param>
internal sealed record WindowGeometry(long[] Kernel, long[] Strides, long[] Dilations, long[] Begins, long[] Ends, long[] Rest)
{
    public int Axes => Kernel.Length;

    /// <summary>Length of a window with its gaps.</summary>
    public long Extent(int axis) => (Dilations[axis] * (Kernel[axis] - 1)) + 1;

    public bool IsStrided => Strides.Any(stride => stride != 1);

    /// <summary>Reads the attributes of <paramref name="context"/>'s node.</summary>
    /// <param name="kernel">Sizes of the window.</param>
    /// <param name="large">The side the windows lie on.</param>
    /// <param name="small">The side with one element a window.</param>
    /// <exception cref="Diagnostics.UserErrorException">MC2017: a size that matters is not known.</exception>
    public static WindowGeometry Of(GradientContext context, long[] kernel, Value large, Value small)
    {
        var node = context.Node;
        var axes = kernel.Length;
        var strides = node.Ints("strides") ?? [.. kernel.Select(_ => 1L)];
        var dilations = node.Ints("dilations") ?? [.. kernel.Select(_ => 1L)];
        var pads = node.Ints("pads") ?? new long[2 * axes];
        var result = new WindowGeometry(kernel, strides, dilations, pads[..axes], pads[axes..], new long[axes]);
        var mode = node.Text("auto_pad", "NOTSET");
        var (from, to) = (Sizes(context, large), Sizes(context, small));
        for (var i = 0; i < axes; i++)
        {
            if (mode is "SAME_UPPER" or "SAME_LOWER" || node.Ints("output_shape") is not null)
            {
                Same(i, from?[i] ?? throw Unknown(), to?[i] ?? throw Unknown());
            }
            else if (mode == "VALID")
            {
                (result.Begins[i], result.Ends[i]) = (0, 0);
            }

            var isPlain = strides[i] == 1 && node.Int("ceil_mode", 0) == 0 && node.Ints("output_padding") is null;
            result.Rest[i] = isPlain ? 0 : (from?[i] ?? throw Unknown()) + result.Begins[i] + result.Ends[i] - result.Extent(i) - (strides[i] * ((to?[i] ?? throw Unknown()) - 1));
        }

        return result;

        void Same(int axis, long size, long windows)
        {
            var padding = Math.Max((strides[axis] * (windows - 1)) + result.Extent(axis) - size, 0);
            var smaller = padding / 2;
            (result.Begins[axis], result.Ends[axis]) = mode == "SAME_LOWER" ? (padding - smaller, smaller) : (smaller, padding - smaller);
        }

        Exception Unknown() => context.Unknown("its sizes are not known; give the model inputs of fixed height and width");
    }

    /// <summary>The attributes of an operator with these strides and dilations.</summary>
    public static Attribute[] Attributes(long[] strides, long[] dilations, IEnumerable<long> begins, IEnumerable<long> ends, long group) =>
        [Attribute.Ints("strides", strides), Attribute.Ints("dilations", dilations), Attribute.Ints("pads", [.. begins, .. ends]), Attribute.Int("group", group)];

    private static long[]? Sizes(GradientContext context, Value value) =>
        context.Emit.Shapes.DimsOf(value)?.Skip(2).ToArray() is { } dims && dims.All(dim => dim.Size is not null) ? [.. dims.Select(dim => dim.Size.GetValueOrDefault())] : null;
}
