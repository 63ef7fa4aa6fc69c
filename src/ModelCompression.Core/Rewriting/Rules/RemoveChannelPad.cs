using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary><c>Conv(Pad(x), W)</c> with channels of zeros behind those of x -> <c>Conv(x, W')</c> without the weights that would meet zeros.</summary>
public sealed class RemoveChannelPad : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.Is("Conv") || root.Int("group", 1) != 1 || root.Input(0)?.Producer is not { } pad || !pad.Is("Pad") || pad.Graph != root.Graph)
        {
            return No("no convolution of something padded");
        }

        if (root.Input(1)?.Constant is not { Element: ElementType.Float, Shape.Rank: >= 3 } weight)
        {
            return No("its weight is no float constant");
        }

        if (pad.Text("mode", "constant") != "constant" || pad.Input(0) is not { } data || pad.Input(2) is not null || pad.Input(3) is not null || pad.Input(1)?.Constant is not { } amounts)
        {
            return No("it is not padded by zeros");
        }

        var added = amounts.ToInt64s();
        var channel = weight.Shape.Rank + 1;
        return added.Length != 2 * weight.Shape.Rank || added[channel] <= 0 || added.Where((amount, i) => i != channel && amount != 0).Any()
            ? No("other axes are padded, or the channels in front")
            : Yes(edit =>
            {
                root.SetInput(0, data);
                root.SetInput(1, edit.Constant((root.Input(1)?.Name ?? root.Name) + "_unpadded", AlignInputChannels.WithChannels(weight, weight.Shape[1] - added[channel])));
            });
    }
}
