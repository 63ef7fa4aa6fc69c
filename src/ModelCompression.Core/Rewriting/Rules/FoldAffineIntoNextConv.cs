using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>Conv(a x + d, W, b)</c> -> <c>Conv(x, W', b')</c> with W'[o, i, k] = W[o, i, k] a[i] and b'[o] = b[o] + sum over i, k of W[o, i, k] d[i], where i runs over the
/// input channels of o's group. With a shift d the convolution must not pad, since its zeros are not shifted.
/// </summary>
public sealed class FoldAffineIntoNextConv(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.Is("Conv") || root.Input(0)?.Producer is not { } map || ChannelAffine.DataOf(map) is not { } data)
        {
            return No("no convolution of an affine map");
        }

        if (map.Graph != root.Graph || !map.Output(0).HasSingleUse)
        {
            return No("the map's result is used elsewhere");
        }

        if (root.Input(1) is not { Constant: { Element: ElementType.Float, Shape.Rank: >= 3 } weight } weights || weights.Uses.Count > 1 || weights.IsGraphOutput)
        {
            return No("the weight is no float constant, or it is shared");
        }

        if (root.Input(2) is { } bias && bias.Constant is not { Element: ElementType.Float })
        {
            return No("the bias is no float constant");
        }

        var channels = weight.Shape[1] * root.Int("group", 1);
        if (shapes.DimsOf(data) is not { } dims || dims.Count != weight.Shape.Rank || dims[1].Size != channels)
        {
            return No("the number of channels before the map is not known");
        }

        if (ChannelAffine.Of(map, weight.Shape.Rank, axis: 1, channels) is not { } affine)
        {
            return No("the map is not constant per input channel");
        }

        var isPadded = root.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID") || root.Ints("pads")?.Any(pad => pad != 0) == true;
        if (affine.Shifts && isPadded)
        {
            return No("the convolution pads with zeros that are not shifted");
        }

        return Yes(edit => Apply(root, map, affine, weight, edit));
    }

    private static void Apply(Node conv, Node map, ChannelAffine affine, TensorData weight, GraphEditor edit)
    {
        var values = weight.ToFloats();
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        var outputsPerGroup = outputs / conv.Int("group", 1);
        var kernel = values.Length / (outputs * inputs);
        var shift = new double[outputs];
        for (var i = 0; i < values.Length; i++)
        {
            var row = i / kernel;
            var (output, input) = (row / inputs, (row / inputs / outputsPerGroup * inputs) + (row % inputs));
            shift[output] += values[i] * affine.Shift[input];
            values[i] = (float)(values[i] * affine.Scale[input]);
        }

        if (affine.Scales)
        {
            conv.SetInput(1, edit.Constant(conv.Input(1)?.Name ?? "", TensorData.Floats(weight.Shape, values)));
        }

        var ones = Enumerable.Repeat(1.0, shift.Length).ToArray();
        if (shift.Any(value => value != 0))
        {
            BiasInput.Set(conv, 2, new ChannelAffine(affine.Data, ones, shift), conv.Input(2)?.Constant?.ToFloats(), edit);
        }

        conv.SetInput(0, affine.Data);
        edit.Remove(map);
    }
}
