using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>a * Conv(x, W, b) + d</c> -> <c>Conv(x, a W, a b + d)</c>, the same for ConvTranspose. The map is a BatchNormalization, or an addition, subtraction,
/// multiplication or division with a constant that varies by output channel only. W[m, ...] of Conv belongs to output channel m;
/// W[i, j, ...] of ConvTranspose to channel (i / (inputs / groups)) * (outputs / groups) + j.
/// </summary>
public sealed class FoldAffineIntoConv : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (ChannelAffine.DataOf(root)?.Producer is not { } conv || !conv.IsAny("Conv", "ConvTranspose"))
        {
            return No("no affine map of a convolution");
        }

        if (conv.Graph != root.Graph || !conv.Output(0).HasSingleUse)
        {
            return No("the convolution's result is used elsewhere");
        }

        if (conv.Input(1) is not { Constant: { Element: ElementType.Float, Shape.Rank: >= 3 } weight } weights)
        {
            return No("the weight is no float constant");
        }

        if (conv.Input(2) is { } bias && bias.Constant is not { Element: ElementType.Float })
        {
            return No("the bias is no float constant");
        }

        var channels = conv.Is("Conv") ? weight.Shape[0] : weight.Shape[1] * conv.Int("group", 1);
        if (ChannelAffine.Of(root, weight.Shape.Rank, axis: 1, channels) is not { } affine)
        {
            return No("the map is not constant per output channel");
        }

        if (affine.Scales && (weights.Uses.Count > 1 || weights.IsGraphOutput))
        {
            return No("the weight is shared");
        }

        return Yes(edit => Apply(root, conv, affine, edit));
    }

    private static void Apply(Node map, Node conv, ChannelAffine affine, GraphEditor edit)
    {
        if (affine.Scales && conv.Input(1) is { Constant: { } weight } weights)
        {
            conv.SetInput(1, edit.Constant(weights.Name, Scaled(weight, affine.Scale, conv)));
        }

        BiasInput.Set(conv, 2, affine, conv.Input(2)?.Constant?.ToFloats(), edit);
        edit.ReplaceUses(map.Output(0), conv.Output(0));
        edit.Remove(map);
    }

    private static TensorData Scaled(TensorData weight, double[] scale, Node conv)
    {
        var values = weight.ToFloats();
        var shape = weight.Shape;
        var isTransposed = conv.Is("ConvTranspose");
        var inputsPerGroup = shape[0] / conv.Int("group", 1);
        var block = values.Length / (isTransposed ? shape[0] * shape[1] : shape[0]);
        for (var i = 0; i < values.Length; i++)
        {
            var row = i / block;
            var channel = isTransposed ? (row / shape[1] / inputsPerGroup * shape[1]) + (row % shape[1]) : row;
            values[i] = (float)(values[i] * scale[channel]);
        }

        return TensorData.Floats(shape, values);
    }
}
