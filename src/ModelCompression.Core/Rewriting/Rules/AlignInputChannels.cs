using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>Conv(x, W)</c> on a model input of 3 channels (or 7, 11, ...) -> <c>Conv(Pad(x), W')</c> with one channel of zeros more. The runtime's fast integer convolution on
/// x64 takes channels in fours, to 16 output channels or more, a multiple of 8 (ONNX Runtime 1.31, MlasConvSym); others multiply matrices it has to gather first.
/// Measured on the first convolution of EfficientNet-Lite0 (224 x 224, AVX512-VNNI): 235 instead of 480 microseconds, the pad included. A pad that stays float is taken
/// back by <see cref="RemoveChannelPad"/>.
/// </summary>
public sealed class AlignInputChannels : RewriteRule
{
    /// <summary>Pad with the amounts as input, on integers of 8 bits.</summary>
    public const int MinOpset = 13;

    private const int Channels = 4;
    private const int MinOutputs = 16;
    private const int Outputs = 8;

    public override Match TryMatch(Node root)
    {
        if (!root.Is("Conv") || root.Int("group", 1) != 1)
        {
            return No("no convolution of one group");
        }

        if (root.Input(0) is not { IsGraphInput: true, Initializer: null, HasSingleUse: true } data)
        {
            return No("it does not read a model input of its own");
        }

        if (root.Input(1)?.Constant is not { Element: ElementType.Float, Shape.Rank: >= 3 } weight || weight.Shape[1] % Channels != Channels - 1)
        {
            return No("its channels are aligned, or more than one of four would be zeros");
        }

        if (weight.Shape[0] < MinOutputs || weight.Shape[0] % Outputs != 0 || weight.Shape.Dims.Skip(2).All(size => size == 1))
        {
            return No("the runtime has no faster kernel for it");
        }

        return Yes(edit => Align(edit, root, data, weight));
    }

    private static void Align(GraphEditor edit, Node conv, Value data, TensorData weight)
    {
        var pads = new long[2 * weight.Shape.Rank];
        pads[weight.Shape.Rank + 1] = 1;
        var name = conv.Name + "_aligned";
        var padded = edit.Insert(conv, "Pad", [data, edit.Constant(name + "_pads", TensorData.Int64s(new Shape(pads.Length), pads))], name);
        conv.SetInput(0, padded);
        conv.SetInput(1, edit.Constant((conv.Input(1)?.Name ?? name) + "_aligned", WithChannels(weight, weight.Shape[1] + 1)));
    }

    /// <summary>[O, C, k...] with more channels, of zeros, or fewer.</summary>
    internal static TensorData WithChannels(TensorData weight, long channels)
    {
        var kernel = (int)weight.Shape.Dims.Skip(2).Aggregate(1L, (product, size) => product * size);
        var (from, to) = ((int)weight.Shape[1] * kernel, (int)channels * kernel);
        var values = weight.AsSpan<float>();
        var result = new float[(int)weight.Shape[0] * to];
        for (var row = 0; row < (int)weight.Shape[0]; row++)
        {
            values.Slice(row * from, Math.Min(from, to)).CopyTo(result.AsSpan(row * to));
        }

        return TensorData.Floats(new Shape([weight.Shape[0], channels, .. weight.Shape.Dims.Skip(2)]), result);
    }
}
