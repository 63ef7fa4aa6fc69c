using ModelCompression.Tensors;

namespace ModelCompression.Analysis.Shapes;

/// <summary>Convolutions and pooling: batch, channels, then one output size for every spatial axis.</summary>
internal static class WindowShapes
{
    public static IEnumerable<(string Op, Action<NodeShapes> Infer)> Rules =>
    [
        ("Conv", InferConv),
        ("ConvTranspose", InferConvTranspose),
        ("MaxPool", InferPool),
        ("AveragePool", InferPool),
        ("LpPool", InferPool),
        ("GlobalAveragePool", InferGlobalPool),
        ("GlobalMaxPool", InferGlobalPool),
        ("GlobalLpPool", InferGlobalPool),
    ];

    private static void InferConv(NodeShapes node)
    {
        var (input, weight) = (node.Dims(0), node.Dims(1));
        if ((input?.Count ?? weight?.Count) is not { } rank || rank < 3)
        {
            return;
        }

        var kernel = node.Node.Ints("kernel_shape") ?? Sizes(weight?.Skip(2));
        var spatial = kernel?.Length == rank - 2 && input is not null ? Windows(node, input, kernel) : null;
        node.Set(0, node.Element(0), [input?[0] ?? Dimension.Unknown, weight?[0] ?? Dimension.Unknown, .. spatial ?? Unknown(rank - 2)]);
    }

    /// <summary>Output size = stride (in - 1) + output_padding + dilation (k - 1) + 1 - pads, without auto_pad and output_shape.</summary>
    private static void InferConvTranspose(NodeShapes node)
    {
        var (input, weight) = (node.Dims(0), node.Dims(1));
        if (input is null || weight is null || input.Count < 3 || weight.Count != input.Count)
        {
            return;
        }

        var axes = input.Count - 2;
        var kernel = node.Node.Ints("kernel_shape") ?? Sizes(weight.Skip(2));
        var channels = weight[1].Size is { } perGroup ? Dimension.Of(perGroup * node.Node.Int("group", 1)) : Dimension.Unknown;
        var isPlain = node.Node.Text("auto_pad", "NOTSET") == "NOTSET" && node.Node.Ints("output_shape") is null && kernel?.Length == axes;
        var spatial = Unknown(axes).ToArray();
        for (var i = 0; i < axes && isPlain && kernel is not null; i++)
        {
            if (input[i + 2].Size is { } size)
            {
                var pads = At("pads", i, 0) + At("pads", i + axes, 0);
                var output = (At("strides", i, 1) * (size - 1)) + At("output_padding", i, 0) + (At("dilations", i, 1) * (kernel[i] - 1)) + 1 - pads;
                spatial[i] = output >= 0 ? Dimension.Of(output) : Dimension.Unknown;
            }
        }

        node.Set(0, node.Element(0), [input[0], channels, .. spatial]);

        long At(string name, int index, long fallback) => node.Node.Ints(name) is { } values && index < values.Length ? values[index] : fallback;
    }

    private static void InferPool(NodeShapes node)
    {
        if (node.Dims(0) is not { Count: >= 3 } input || node.Node.Ints("kernel_shape") is not { } kernel || kernel.Length != input.Count - 2)
        {
            return;
        }

        Dimension[] dims = [input[0], input[1], .. Windows(node, input, kernel)];
        node.Set(0, node.Element(0), dims);
        node.Set(1, ElementType.Int64, dims);
    }

    private static void InferGlobalPool(NodeShapes node)
    {
        if (node.Dims(0) is { Count: >= 3 } input)
        {
            node.Set(0, node.Element(0), input.Select((dim, axis) => axis < 2 ? dim : Dimension.Of(1)));
        }
    }

    private static IEnumerable<Dimension> Windows(NodeShapes node, IReadOnlyList<Dimension> input, long[] kernel)
    {
        var axes = kernel.Length;
        var strides = node.Node.Ints("strides") ?? Enumerable.Repeat(1L, axes).ToArray();
        var dilations = node.Node.Ints("dilations") ?? Enumerable.Repeat(1L, axes).ToArray();
        var pads = node.Node.Ints("pads") ?? new long[2 * axes];
        var autoPad = node.Node.Text("auto_pad", "NOTSET");
        var isCeil = node.Node.Int("ceil_mode", 0) != 0;
        if (strides.Length != axes || dilations.Length != axes || pads.Length != 2 * axes || strides.Any(stride => stride <= 0))
        {
            return Unknown(axes);
        }

        return Enumerable.Range(0, axes).Select(i =>
        {
            var total = autoPad == "VALID" ? 0 : pads[i] + pads[i + axes];
            return autoPad.StartsWith("SAME", StringComparison.Ordinal)
                ? Same(input[i + 2], strides[i])
                : Window(input[i + 2], total - (dilations[i] * (kernel[i] - 1)) - 1, strides[i], isCeil);
        });
    }

    private static Dimension Same(Dimension size, long stride) =>
        stride == 1 ? size : size.Size is { } known ? Dimension.Of((known + stride - 1) / stride) : Dimension.Unknown;

    /// <summary>(size + extra) / stride + 1. Ceiling mode is left unknown unless it divides evenly, since runtimes drop windows that start in the padding.</summary>
    private static Dimension Window(Dimension size, long extra, long stride, bool isCeil)
    {
        if (size.Size is not { } known)
        {
            return extra == -1 && stride == 1 ? size : Dimension.Unknown;
        }

        var room = known + extra;
        return room < 0 || (isCeil && room % stride != 0) ? Dimension.Unknown : Dimension.Of((room / stride) + 1);
    }

    private static long[]? Sizes(IEnumerable<Dimension>? dims) =>
        dims?.ToArray() is { } all && all.All(dim => dim.Size is not null) ? [.. all.Select(dim => dim.Size.GetValueOrDefault())] : null;

    private static IEnumerable<Dimension> Unknown(int count) => Enumerable.Repeat(Dimension.Unknown, count);
}
