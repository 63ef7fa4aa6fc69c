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
        var statistics = values.ToDictionary(value => value, _ => new TensorStatistics(withHistograms));
        var maxima = new ChannelMaxima(model, withHistograms ? [] : [.. values.Where(value => !value.IsGraphInput)]);
        var done = 0;
        try
        {
            done = new ActivationReader(runners, threads, diagnostics).Read(model, [.. values.Select(maxima.Of)], samples, ("calibrating", count), contents =>
            {
                for (var i = 0; i < values.Count; i++)
                {
                    Add(statistics[values[i]], contents[i].AsSpan<float>(), maxima.Has(values[i]));
                }
            }, cancel);
        }
        finally
        {
            maxima.Remove();
        }

        return done == 0
            ? throw new UserErrorException(Codes.EmptyData, "CalibrationData holds no samples. Point it at data the model accepts.")
            : statistics;
    }

    private static void Add(TensorStatistics statistics, ReadOnlySpan<float> seen, bool areMaxima)
    {
        if (areMaxima)
        {
            statistics.AddMaxima(seen);
        }
        else
        {
            statistics.Add(seen);
        }
    }
}
