using ModelCompression.Analysis;
using ModelCompression.Data;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Quantization.Equalization;
using ModelCompression.Rewriting;

namespace ModelCompression.Compression;

/// <summary>
/// Smooths the activations of products that are quantized dynamically, on calibration data or else on random inputs. The model computes the same afterwards, up to
/// rounding.
/// </summary>
internal sealed class FloatSmoothing(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    private const int MaxSamples = 32;

    /// <summary>On unless it is switched off, wherever products are quantized dynamically.</summary>
    public static bool IsOn(CompressionOptions options, bool hasCalibration) =>
        options.SmoothQuant != false && ResolvedRecipe.Quantizers(options, hasCalibration).Contains("Dynamic");

    /// <param name="quantized">Names of the nodes that will be quantized dynamically.</param>
    /// <returns>What was left alone, and why.</returns>
    public IReadOnlyList<Skipped> Run(Model model, IReadOnlySet<string> quantized, Dataset? calibration, int seed, CancellationToken cancel)
    {
        diagnostics.Progress("smoothing activations");
        var (sites, skipped) = SmoothingSite.Of(model, quantized);
        if (calibration is null)
        {
            sites = [.. sites.Where(IsShared)];
        }

        if (sites.Count == 0)
        {
            return skipped;
        }

        var samples = calibration?.Subset(MaxSamples).Read(cancel) ?? RandomSamples.Create(DataSets.PortsOf(model), MaxSamples, seed);
        var plan = SmoothQuant.Plan(sites, new FeatureMeasurement(runners, threads, diagnostics).Measure(model, sites, samples, cancel));
        SmoothQuant.Apply(plan, new GraphEditor(model));
        return [.. skipped, .. plan.Skipped];
    }

    /// <summary>
    /// Random inputs show what the weights in front of an activation do to its channels, not what data does: enough only where several products share the activation and
    /// with it the risk and the cost of one division.
    /// </summary>
    private static bool IsShared(SmoothingSite site) => site.Readers.Count > 1;
}
