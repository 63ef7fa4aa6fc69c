using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// The gradients of y = x * w, [N, C, ...] by [M, C / G, ...] in G groups, which are convolutions themselves (Dumoulin and Visin, "A guide to convolution arithmetic
/// for deep learning", chapter 4). Padding is exact: elements that no window reaches get 0.
/// </summary>
internal sealed record Convolution(NodeEmitter Emit, WindowGeometry Window, long Group)
{
    /// <summary>dx from dy and w.</summary>
    /// <param name="outputs">Channels of y.</param>
    /// <param name="inputs">Channels of x in a group.</param>
    public Value InputGradient(Value dy, Value w, long outputs, long inputs) =>
        Window.IsStrided || Enumerable.Range(0, Window.Axes).Any(axis => Math.Max(Window.Begins[axis], Window.Ends[axis]) >= Window.Extent(axis))
            ? ByTransposed(dy, w)
            : ByConvolution(dy, w, outputs, inputs);

    /// <summary>
    /// dw from x and dy: a convolution whose batch are the channels of x, whose channels are the samples, and whose kernels are the images of dy; strides and
    /// dilations change places. The groups of samples stay groups.
    /// </summary>
    public Value WeightGradient(Value x, Value dy, long outputs, long inputs)
    {
        var axes = Window.Axes;
        var spatial = Enumerable.Range(2, axes).Select(axis => (long)axis).ToArray();
        var images = Group == 1
            ? Emit.Transpose(x, [1, 0, .. spatial])
            : GroupsOfSamples(x, inputs, spatial);
        var ends = Window.Ends.Zip(Window.Rest, (end, rest) => Math.Max(end - rest, 0)).ToArray();
        var kernels = Emit.Transpose(dy, [1, 0, .. spatial]);
        var sums = Emit.Call("Conv", [images, kernels], WindowGeometry.Attributes(Window.Dilations, Window.Strides, Window.Begins, ends, Group));
        var gradient = Emit.Transpose(sums, [1, 0, .. spatial]);
        return Window.Rest.Zip(Window.Ends).All(pair => pair.First <= pair.Second) ? gradient : Cut(gradient, [.. Window.Kernel]);
    }

    /// <summary>[N, G C, ...] as [C, G N, ...].</summary>
    private Value GroupsOfSamples(Value x, long inputs, long[] spatial)
    {
        var shape = Emit.Shapes.DimsOf(x) is { } dims && dims.Skip(1).All(dim => dim.Size is not null) ? dims.Skip(2).Select(dim => dim.Size.GetValueOrDefault()).ToArray() : null;
        var tail = shape is null ? Emit.Slice(Emit.ShapeOf(x), 0, 2, long.MaxValue) : Emit.Ints(shape);
        var split = Emit.Call("Reshape", [x, Emit.Call("Concat", [Emit.Ints(0, Group, inputs), tail], Attribute.Int("axis", 0))]);
        var ordered = Emit.Transpose(split, [2, 1, 0, .. spatial.Select(axis => axis + 1)]);
        return Emit.Call("Reshape", [ordered, Emit.Call("Concat", [Emit.Ints(inputs, -1), tail], Attribute.Int("axis", 0))]);
    }

    /// <summary>The first elements of the spatial axes.</summary>
    private Value Cut(Value value, long[] sizes)
    {
        var axes = Enumerable.Range(2, sizes.Length).Select(axis => (long)axis).ToArray();
        return Emit.Call("Slice", [value, Emit.Ints(new long[sizes.Length]), Emit.Ints(sizes), Emit.Ints(axes)]);
    }

    /// <summary>Stride 1: dx = dy padded and convolved with w turned round in space, inputs and outputs exchanged.</summary>
    private Value ByConvolution(Value dy, Value w, long outputs, long inputs)
    {
        var axes = Window.Axes;
        var spatial = Enumerable.Range(2, axes).Select(axis => (long)axis).ToArray();
        var exchanged = w;
        if (Group == 1)
        {
            exchanged = Emit.Transpose(w, [1, 0, .. spatial]);
        }
        else if (outputs != Group || inputs != 1)
        {
            var split = Emit.Reshape(w, [Group, outputs / Group, inputs, .. Window.Kernel]);
            exchanged = Emit.Reshape(Emit.Transpose(split, [0, 2, 1, .. spatial.Select(axis => axis + 1)]), [Group * inputs, outputs / Group, .. Window.Kernel]);
        }

        if (Window.Kernel.Any(size => size != 1))
        {
            var lasts = Enumerable.Repeat(-1L, axes).ToArray();
            exchanged = Emit.Call("Slice", [exchanged, Emit.Ints(lasts), Emit.Ints([.. lasts.Select(_ => long.MinValue)]), Emit.Ints(spatial), Emit.Ints(lasts)]);
        }

        var pads = Enumerable.Range(0, axes).Select(axis => (Begin: Window.Extent(axis) - 1 - Window.Begins[axis], End: Window.Extent(axis) - 1 - Window.Ends[axis] + Window.Rest[axis])).ToList();
        return Emit.Call("Conv", [dy, exchanged], WindowGeometry.Attributes(Window.Strides, Window.Dilations, pads.Select(pad => pad.Begin), pads.Select(pad => pad.End), Group));
    }

    private Value ByTransposed(Value dy, Value w)
    {
        var ends = Window.Ends.Zip(Window.Rest, (end, rest) => end - Math.Min(rest, 0));
        Attribute[] attributes = [
            .. WindowGeometry.Attributes(Window.Strides, Window.Dilations, Window.Begins, ends, Group),
            Attribute.Ints("output_padding", [.. Window.Rest.Select(rest => Math.Max(rest, 0))])];
        return Emit.Call("ConvTranspose", [dy, w], attributes);
    }
}
