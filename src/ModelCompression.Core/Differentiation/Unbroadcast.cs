using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation;

/// <summary>Sums a gradient over the axes along which an operand was repeated.</summary>
internal static class Unbroadcast
{
    /// <param name="operand">The value that was broadcast; its shape is the result's.</param>
    /// <param name="result">What it was broadcast to; its shape is the gradient's.</param>
    /// <param name="gradient">Gradient of the result's shape.</param>
    public static Value To(NodeEmitter emit, Value operand, Value result, Value gradient)
    {
        var (from, to) = (emit.Shapes.DimsOf(operand), emit.Shapes.DimsOf(result));
        if (from is null || to is null || !IsCertain(from, to))
        {
            return AtRunTime(emit, operand, gradient);
        }

        var added = to.Count - from.Count;
        var axes = Enumerable.Range(0, to.Count).Where(axis => axis < added || (from[axis - added].Size == 1 && to[axis].Size != 1)).Select(axis => (long)axis).ToArray();
        if (axes.Length == 0)
        {
            return gradient;
        }

        var isLeading = axes.All(axis => axis < added);
        var sum = emit.Sum(gradient, keepDims: !isLeading, axes);
        return isLeading || added == 0 ? sum : emit.ReshapeLike(sum, operand);
    }

    /// <summary>True when every axis is known to be repeated or not.</summary>
    private static bool IsCertain(IReadOnlyList<Dimension> from, IReadOnlyList<Dimension> to) =>
        Enumerable.Range(0, from.Count).All(i => from[i] is { Size: not null } || from[i] == to[i + to.Count - from.Count]);

    /// <summary>Finds the axes by comparing shapes when the graph runs: those where the operand, its shape filled up with ones, has one element.</summary>
    private static Value AtRunTime(NodeEmitter emit, Value operand, Value gradient)
    {
        var (shape, target) = (emit.ShapeOf(operand), emit.Call("Shape", [gradient]));
        var missing = emit.Sub(emit.Call("Shape", [target]), emit.Call("Shape", [shape]));
        var ones = emit.Call("ConstantOfShape", [missing], Attribute.Tensor("value", TensorData.Int64s(new Shape(1), 1)));
        var filled = emit.Call("Concat", [ones, shape], Attribute.Int("axis", 0));
        var axes = emit.Reshape(emit.Call("NonZero", [emit.Call("Equal", [filled, emit.Ints(1)])]), -1);
        var sum = emit.Call("ReduceSum", [gradient, axes], Attribute.Int("keepdims", 1), Attribute.Int("noop_with_empty_axes", 1));
        return emit.Call("Reshape", [sum, shape]);
    }
}
