using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization;

namespace ModelCompression.Compression;

/// <summary>The integers an activation will be quantized to, which decide how much of its range is worth keeping.</summary>
internal static class CalibrationGrid
{
    /// <summary>As the target and the options ask; what a fused Relu or Clip cuts has a free zero point always.</summary>
    public static IntegerGrid Of(Value value, HardwareProfile target, NodeSettings settings)
    {
        var isCut = target.QuantizesOutputs && value.Producer is { } producer && ClipBounds.Of(producer) is not null;
        var isSymmetric = !isCut && (target.Activations.Symmetric || settings.ActivationSymmetry == Symmetry.Symmetric);
        var largest = target.HasWideActivations && settings.ActivationBits == 16 ? ushort.MaxValue : byte.MaxValue;
        return isSymmetric ? new IntegerGrid(-(largest + 1) / 2, largest / 2, Symmetric: true) : new IntegerGrid(0, largest, Symmetric: false);
    }
}
