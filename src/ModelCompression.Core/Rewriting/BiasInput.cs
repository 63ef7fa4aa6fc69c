using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>The bias of a Conv, ConvTranspose or Gemm.</summary>
internal static class BiasInput
{
    /// <summary>Sets input <paramref name="index"/> to a new constant scale * bias + shift; leaves an absent bias absent when there is no shift.</summary>
    /// <param name="bias">Present bias, one value a channel; null for none.</param>
    public static void Set(Node node, int index, ChannelAffine affine, float[]? bias, GraphEditor edit)
    {
        if (bias is null && !affine.Shifts)
        {
            return;
        }

        var values = affine.Shift.Select((shift, c) => (float)(((bias?[c] ?? 0) * affine.Scale[c]) + shift)).ToArray();
        var constant = edit.Constant(node.Input(index)?.Name ?? node.Output(0).Name + "_bias", TensorData.Floats(new Shape(values.Length), values));
        if (index < node.Inputs.Count)
        {
            node.SetInput(index, constant);
        }
        else
        {
            node.AddInput(constant);
        }
    }
}
