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
        var correctBias = ResolvedRecipe.CorrectsBias(options, prepared.Calibration is not null);
        if (prepared.Calibration is not { } calibration || (rounding is null && !correctBias))
        {
            return;
        }

        var pairSafe = catalog.Create<IHardwareTarget>(options.Target).Profile.PairSafe;
        var grids = layers.ToDictionary(layer => layer.Node, layer => new WeightGrid(layer.Bits ?? 8, pairSafe ? layer.PairLimit ?? PairLimit.FullRange : null), StringComparer.Ordinal);
        var settings = new RefinementSettings(rounding, correctBias, grids, threads, options.Seed) { Search = ResolvedRecipe.SearchedScales(options, hasCalibration: true) };
        var refined = new LayerwiseRefinement(runners, diagnostics).Run(model, prepared.Parse(), [.. CalibrationSubset.Of(calibration, cancel)], settings, cancel);
        if (refined.Count == 0)
        {
            return;
        }

        StandardPasses.Cleanup(model, diagnostics);
        GraphVerifier.Verify(model, "rounding");
        OnnxWriter.Write(model, path);
    }
}
