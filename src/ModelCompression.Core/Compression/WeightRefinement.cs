using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Onnx;
using ModelCompression.Passes;
using ModelCompression.Quantization;
using ModelCompression.Quantization.Rounding;

namespace ModelCompression.Compression;

/// <summary>Chooses the stored integers and biases of a quantized model anew on calibration data and writes the file again.</summary>
internal sealed class WeightRefinement(IModelRunnerFactory runners, Catalog catalog, int threads, IDiagnostics diagnostics)
{
    /// <param name="model">The quantized model; is changed.</param>
    /// <param name="prepared">The float model it was made from.</param>
    /// <param name="layers">What was planned for each node.</param>
    /// <param name="path">Where the file is written.</param>
    public void Run(Model model, PreparedModel prepared, IReadOnlyList<LayerChoice> layers, CompressionOptions options, string path, CancellationToken cancel)
    {
        var id = ResolvedRecipe.Rounding(options, prepared.Calibration is not null);
        var rounding = catalog.Of<IWeightRounding>().Any(entry => entry.Id == id) ? catalog.Create<IWeightRounding>(id) : null;
        var correction = ResolvedRecipe.BiasCorrection(options, prepared.Calibration is not null);
        if (prepared.Calibration is not { } calibration || (rounding is null && correction == BiasCorrection.None))
        {
            return;
        }

        var pairSafe = catalog.Create<IHardwareTarget>(options.Target).Profile.PairSafe;
        var grids = layers.ToDictionary(layer => layer.Node, layer => new WeightGrid(layer.Bits ?? 8, pairSafe ? layer.PairLimit ?? PairLimit.FullRange : null), StringComparer.Ordinal);
        var original = prepared.Parse();
        var changed = 0;
        if (LayerwiseRefinement.CanRun(original) && (rounding is not null || correction == BiasCorrection.Sequential))
        {
            var settings = new RefinementSettings(rounding, correction == BiasCorrection.Sequential, grids, threads, options.Seed) { Search = ResolvedRecipe.SearchedScales(options, hasCalibration: true) };
            changed += new LayerwiseRefinement(runners, diagnostics).Run(model, original, [.. CalibrationSubset.Of(calibration, cancel)], settings, cancel).Count;
        }

        if (correction == BiasCorrection.Fast || (correction == BiasCorrection.Sequential && !LayerwiseRefinement.CanRun(original)))
        {
            changed += new FastBiasCorrection(runners, threads, diagnostics).Run(model, original, calibration.Read(cancel), grids, cancel).Count;
        }

        if (changed == 0)
        {
            return;
        }

        StandardPasses.Cleanup(model, diagnostics);
        GraphVerifier.Verify(model, "rounding");
        OnnxWriter.Write(model, path);
    }
}
