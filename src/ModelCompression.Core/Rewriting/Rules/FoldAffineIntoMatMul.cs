using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>a * MatMul(x, W)</c> -> <c>MatMul(x, a W)</c> for factors by column, and for x of rank 2 <c>a * MatMul(x, W) + d</c> -> <c>Gemm(x, a W, d)</c>
/// (BatchNormalization, or arithmetic with a constant).
/// </summary>
public sealed class FoldAffineIntoMatMul(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (ChannelAffine.DataOf(root)?.Producer is not { } matmul || !matmul.Is("MatMul") || matmul.Input(0) is not { } input)
        {
            return No("no affine map of a MatMul");
        }

        if (matmul.Graph != root.Graph || !matmul.Output(0).HasSingleUse)
        {
            return No("the MatMul's result is used elsewhere");
        }

        if (matmul.Input(1) is not { Constant: { Element: ElementType.Float, Shape.Rank: >= 2 } weight } weights)
        {
            return No("the weight is no float constant matrix");
        }

        var isMatrix = weight.Shape.Rank == 2 && shapes.DimsOf(input)?.Count == 2;
        var columns = weight.Shape[weight.Shape.Rank - 1];
        if ((isMatrix ? ChannelAffine.Of(root, rank: 2, axis: 1, columns) : ChannelAffine.Of(root, rank: 1, axis: 0, columns)) is not { } affine)
        {
            return No("the map is not constant per column");
        }

        if (affine.Shifts && !isMatrix)
        {
            return No("there is no operator for a product of other ranks with a bias");
        }

        if (affine.Scales && (weights.Uses.Count > 1 || weights.IsGraphOutput))
        {
            return No("the weight is shared");
        }

        return Yes(edit =>
        {
            var scaled = affine.Scales ? edit.Constant(weights.Name, ScaledColumns.Of(weight, affine.Scale, isTransposed: false)) : weights;
            Replace(root, matmul, [input, scaled], affine, edit);
        });
    }

    private static void Replace(Node root, Node matmul, IReadOnlyList<Value> inputs, ChannelAffine affine, GraphEditor edit)
    {
        var product = edit.Replace(root, affine.Shifts ? "Gemm" : "MatMul", inputs);
        product.Name = matmul.Name;
        BiasInput.Set(product, 2, affine, null, edit);
        edit.Remove(matmul);
    }
}
