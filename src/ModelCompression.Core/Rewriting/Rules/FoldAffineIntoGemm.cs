using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>a * Gemm(x, W, C) + d</c> -> <c>Gemm(x, a W, beta a C + d)</c> with beta 1 from then on, for a map that varies by output column only
/// (BatchNormalization, or arithmetic with a constant) and a constant C of one row.
/// </summary>
public sealed class FoldAffineIntoGemm : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (ChannelAffine.DataOf(root)?.Producer is not { } gemm || !gemm.Is("Gemm"))
        {
            return No("no affine map of a Gemm");
        }

        if (gemm.Graph != root.Graph || !gemm.Output(0).HasSingleUse)
        {
            return No("the Gemm's result is used elsewhere");
        }

        if (gemm.Input(1) is not { Constant: { Element: ElementType.Float, Shape.Rank: 2 } weight } weights)
        {
            return No("the weight is no float constant");
        }

        var columns = weight.Shape[gemm.Int("transB", 0) != 0 ? 0 : 1];
        var bias = gemm.Input(2) is { } value ? RowOf(value.Constant, columns) : null;
        if (gemm.Input(2) is not null && bias is null)
        {
            return No("the bias is no constant row");
        }

        if (ChannelAffine.Of(root, rank: 2, axis: 1, columns) is not { } affine)
        {
            return No("the map is not constant per column");
        }

        if (affine.Scales && (weights.Uses.Count > 1 || weights.IsGraphOutput))
        {
            return No("the weight is shared");
        }

        return Yes(edit => Apply(root, gemm, affine, bias, edit));
    }

    private static void Apply(Node map, Node gemm, ChannelAffine affine, float[]? bias, GraphEditor edit)
    {
        if (affine.Scales && gemm.Input(1) is { Constant: { } weight } weights)
        {
            gemm.SetInput(1, edit.Constant(weights.Name, ScaledColumns.Of(weight, affine.Scale, gemm.Int("transB", 0) != 0)));
        }

        var beta = gemm.Float("beta", 1);
        BiasInput.Set(gemm, 2, affine, bias?.Select(item => item * beta).ToArray(), edit);
        gemm.RemoveAttribute("beta");
        edit.ReplaceUses(map.Output(0), gemm.Output(0));
        edit.Remove(map);
    }

    private static float[]? RowOf(TensorData? bias, long columns)
    {
        var isRow = bias is { Element: ElementType.Float, Shape.Rank: <= 2 } && (bias.Count == 1 || (bias.Count == columns && bias.Shape[bias.Shape.Rank - 1] == columns));
        return !isRow || bias is null ? null : bias.Count == columns ? bias.ToFloats() : [.. Enumerable.Repeat(bias.ToFloats()[0], (int)columns)];
    }
}
