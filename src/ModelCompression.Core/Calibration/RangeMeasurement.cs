using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Calibration;

/// <summary>Runs a model over the calibration samples and collects statistics of chosen values. Only those are exposed to the runtime.</summary>
/// <param name="withHistograms">False when extremes are enough (see <see cref="ICalibrator.NeedsHistogram"/>).</param>
public sealed class RangeMeasurement(IModelRunnerFactory runners, bool withHistograms, int threads, IDiagnostics diagnostics)
{
    /// <param name="values">Float values of <paramref name="model"/>: graph inputs or outputs of its nodes.</param>
    /// <returns>Statistics of each value, in the order of <paramref name="values"/>.</returns>
    /// <exception cref="UserErrorException">MC2006: no samples; MC2004/MC2012 from the runner.</exception>
    public IReadOnlyDictionary<Value, TensorStatistics> Measure(Model model, IReadOnlyList<Value> values, IEnumerable<Sample> samples, int? count, CancellationToken cancel)
    {
        var inputs = values.Where(value => value.IsGraphInput).ToList();
        var produced = values.Where(value => !value.IsGraphInput).ToList();
        var statistics = values.ToDictionary(value => value, _ => new TensorStatistics(withHistograms));
        var maxima = new ChannelMaxima(model, withHistograms ? [] : produced);
        using var runner = Load(model, produced, maxima);
        var firstExtra = runner.Outputs.Count - produced.Count;
        var done = 0;
        foreach (var sample in samples)
        {
            cancel.ThrowIfCancellationRequested();
            var outputs = runner.Run(sample);
            foreach (var input in inputs)
            {
                statistics[input].Add(sample.Inputs[input.Name].AsSpan<float>());
            }

            for (var i = 0; i < produced.Count; i++)
            {
                var seen = outputs[firstExtra + i].AsSpan<float>();
                if (maxima.Has(produced[i]))
                {
                    statistics[produced[i]].AddMaxima(seen);
                }
                else
                {
                    statistics[produced[i]].Add(seen);
                }
            }

            done++;
            diagnostics.Progress($"calibrating, sample {done}", count is > 0 ? (double)done / count : null);
        }

        return done == 0
            ? throw new UserErrorException(Codes.EmptyData, "CalibrationData holds no samples. Point it at data the model accepts.")
            : statistics;
    }

    private IModelRunner Load(Model model, IReadOnlyList<Value> produced, ChannelMaxima maxima)
    {
        try
        {
            return runners.Load(model, new RunnerOptions(threads), [.. produced.Select(maxima.Of)]);
        }
        finally
        {
            maxima.Remove();
        }
    }
}
