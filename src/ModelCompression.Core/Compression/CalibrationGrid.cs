using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Quantization;

namespace ModelCompression.Compression;

/// <summary>The integers an activation will be quantized to, which decide how much of its range is worth keeping.</summary>
internal static class CalibrationGrid
{
    /// <summary>As the target and the settings ask; what a fused Relu or Clip cuts has a free zero point always.</summary>
    public static IntegerGrid Of(Value value, HardwareProfile target, NodeSettings settings)
    {
        var isCut = target.QuantizesOutputs && value.Producer is { } producer && ClipBounds.Of(producer) is not null;
        var grid = settings.Activations(target);
        return !isCut && grid.Symmetric ? new IntegerGrid(-(grid.Levels + 1) / 2, grid.Levels / 2, Symmetric: true) : new IntegerGrid(0, grid.Levels, Symmetric: false);
    }
}
