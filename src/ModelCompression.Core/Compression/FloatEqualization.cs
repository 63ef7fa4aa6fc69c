using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Rewriting;

namespace ModelCompression.Compression;

/// <summary>Equalizes the float graph before it is quantized statically. The model computes the same afterwards, up to rounding.</summary>
internal sealed class FloatEqualization(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <summary>Equalization needs calibration data, and pays only where activations have one stored scale for all channels.</summary>
    public static bool IsOn(CompressionOptions options, bool hasCalibration) =>
        options.CrossLayerEqualization != false && hasCalibration && ResolvedRecipe.Quantizers(options, hasCalibration).Contains("Static");

    /// <returns>What was left alone, and why.</returns>
    public IReadOnlyList<Skipped> Run(Model model, Dataset calibration, CancellationToken cancel)
    {
        diagnostics.Progress("equalizing layers");
        var shapes = ShapeTable.Infer(model);
        var groups = ChannelGroups.Of(model, shapes);
        var measured = CrossLayerEqualization.Measured(model, shapes, groups);
        var statistics = new ChannelMeasurement(runners, threads, diagnostics).Measure(model, groups.Groups, measured, calibration.Read(cancel), cancel);
        var plan = CrossLayerEqualization.Plan(model, shapes, groups, statistics);
        CrossLayerEqualization.Apply(plan, new GraphEditor(model));
        return plan.Skipped;
    }
}
