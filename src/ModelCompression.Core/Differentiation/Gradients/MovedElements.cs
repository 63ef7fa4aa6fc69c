using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// The gradient of any operator that only moves, repeats or drops elements: applied to the numbers of the elements it tells where each came from, and dy is
/// added up there.
/// </summary>
internal static class MovedElements
{
    /// <param name="move">Makes the operator's result from another input of the shape of <paramref name="x"/>, of type int64.</param>
    public static Value Gradient(NodeEmitter emit, Value x, Value gradient, Func<Value, Value> move)
    {
        var count = emit.Call("Size", [x]);
        var scalar = (long value) => emit.Tensor("number", TensorData.Int64s(Shape.Scalar, value));
        var numbers = emit.ReshapeLike(emit.Call("Range", [scalar(0), count, scalar(1)]), x);
        return Add(emit, x, emit.Reshape(move(numbers), -1), emit.Reshape(gradient, -1));
    }

    /// <summary>Zeros in the shape of <paramref name="x"/>, with each element of <paramref name="gradient"/> added at the place <paramref name="targets"/> states.</summary>
    /// <param name="targets">int64 vector of positions in x, counted row-major over all axes.</param>
    public static Value Add(NodeEmitter emit, Value x, Value targets, Value gradient)
    {
        var zeros = emit.Reshape(emit.ZerosLike(x), -1);
        var sums = emit.Call("ScatterElements", [zeros, targets, gradient], Attribute.Int("axis", 0), Attribute.String("reduction", "add"));
        return emit.ReshapeLike(sums, x);
    }
}
