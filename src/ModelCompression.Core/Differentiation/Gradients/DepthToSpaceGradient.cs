using ModelCompression.Ir;
using ModelCompression.Tensors;
using Attribute = ModelCompression.Ir.Attribute;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// DepthToSpace is undone by reshapes and a transposition: with block size b, dy [N, C, H b, W b] is seen as [N, C, H, b, W, b]. SpaceToDepth is undone by DepthToSpace
/// in the order it has (DCR).
/// </summary>
public sealed class DepthToSpaceGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["DepthToSpace", "SpaceToDepth"];

    public void Differentiate(GradientContext context)
    {
        var (emit, dy) = (context.Emit, context.Gradient);
        var block = context.Node.Int("blocksize", 1);
        if (context.Node.Is("SpaceToDepth"))
        {
            context.Give(0, emit.Call("DepthToSpace", [dy], Attribute.Int("blocksize", block)));
            return;
        }

        if (context.Emit.Shapes.DimsOf(context.Input(0)) is not [_, { Size: { } channels }, { Size: { } height }, { Size: { } width }])
        {
            throw context.Unknown("its sizes are not known");
        }

        var blocks = emit.Reshape(dy, 0, channels / (block * block), height, block, width, block);
        var isColumnsFirst = context.Node.Text("mode", "DCR") == "CRD";
        context.Give(0, emit.ReshapeLike(isColumnsFirst ? emit.Transpose(blocks, 0, 1, 3, 5, 2, 4) : emit.Transpose(blocks, 0, 3, 5, 1, 2, 4), context.Input(0)));
    }
}
