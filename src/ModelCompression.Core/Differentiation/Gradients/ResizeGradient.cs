using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// Resizing is a matrix product along each axis, y = R x: dx = Rᵀ dy. The runtime states Rᵀ itself, as the unit matrix resized along its second axis by the same operator,
/// so every mode and coordinate transformation is covered as it runs.
/// </summary>
public sealed class ResizeGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["Resize"];

    public void Differentiate(GradientContext context)
    {
        var (emit, node) = (context.Emit, context.Node);
        if (node.Text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize" || node.Int("antialias", 0) != 0 || node.Ints("axes") is not null)
        {
            throw context.Unknown("it crops, smooths or names axes");
        }

        var rank = context.Dims(0).Count;
        var gradient = context.Gradient;
        foreach (var (axis, size, target) in Changed(context))
        {
            if (axis < rank - 2)
            {
                throw context.Unknown("an axis before the last two is resized");
            }

            var matrix = Matrix(context, size, target);
            gradient = axis == rank - 1 ? emit.Call("MatMul", [gradient, emit.Transpose(matrix, 1, 0)]) : emit.Call("MatMul", [matrix, gradient]);
        }

        context.Give(0, gradient);
    }

    /// <summary>The axes that change, with their size and the scales or sizes that resize the unit matrix alike.</summary>
    private static IEnumerable<(int Axis, long Size, Value Target)> Changed(GradientContext context)
    {
        var (emit, dims) = (context.Emit, context.Dims(0));
        if (context.Node.Input(3) is not null)
        {
            var sizes = context.Emit.Shapes.ElementsOf(context.Input(3)) ?? throw context.Unknown("its sizes are not known");
            return Enumerable.Range(0, dims.Count).Where(axis => sizes[axis] != dims[axis] || dims[axis] == Dimension.Unknown)
                .Select(axis => (axis, Known(dims[axis]), emit.Ints(1, 1, Known(dims[axis]), Known(sizes[axis]))));
        }

        var scales = context.Input(2).Constant?.ToFloats() ?? throw context.Unknown("its scales are not constant");
        return Enumerable.Range(0, dims.Count).Where(axis => scales[axis] != 1)
            .Select(axis => (axis, Known(dims[axis]), emit.Tensor("scales", TensorData.Floats(new Shape(4), 1, 1, 1, scales[axis]))));

        long Known(Dimension dim) => dim.Size ?? throw context.Unknown("its sizes are not known; give the model inputs of fixed height and width");
    }

    /// <summary>Rᵀ, with a row for each element before resizing.</summary>
    private static Value Matrix(GradientContext context, long size, Value target)
    {
        var unit = new float[size * size];
        for (var i = 0; i < size; i++)
        {
            unit[(i * size) + i] = 1;
        }

        var matrix = context.Emit.Tensor("unit", TensorData.Floats(new Shape(1, 1, size, size), unit));
        Value?[] inputs = context.Node.Input(3) is null ? [matrix, null, target] : [matrix, null, null, target];
        Attribute[] attributes = [.. context.Node.Attributes.Where(attribute => attribute.Name != "keep_aspect_ratio_policy")];
        return context.Emit.Reshape(context.Emit.Call("Resize", inputs, attributes), size, -1);
    }
}
