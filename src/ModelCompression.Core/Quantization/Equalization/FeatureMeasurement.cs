using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Quantization.Equalization;

/// <summary>Runs a model over samples and records the features of the activations of smoothing sites.</summary>
public sealed class FeatureMeasurement(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <exception cref="UserErrorException">MC2004, MC2012 from the runner.</exception>
    public IReadOnlyDictionary<Value, FeatureRecord> Measure(Model model, IReadOnlyList<SmoothingSite> sites, IEnumerable<Sample> samples, CancellationToken cancel)
    {
        var records = sites.Select(site => new FeatureRecord(site.Features)).ToList();
        var own = sites.Select((site, i) => (site.Input, i)).Where(pair => !pair.Input.IsGraphInput).ToList();
        new ActivationReader(runners, threads, diagnostics).Read(model, [.. own.Select(pair => pair.Input)], samples, ("measuring features", null), contents =>
        {
            for (var i = 0; i < own.Count; i++)
            {
                records[own[i].i].Add(contents[i]);
            }
        }, cancel);
        return own.ToDictionary(pair => pair.Input, pair => records[pair.i]);
    }
}
