using ModelCompression.Analysis;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Calibration;

/// <summary>Runs a model over the calibration samples and observes chosen values. Only those are exposed to the runtime.</summary>
public sealed class RangeMeasurement(IModelRunnerFactory runners, ICalibrator calibrator, int threads, IDiagnostics diagnostics)
{
    /// <param name="values">Float values of <paramref name="model"/>: graph inputs or outputs of its nodes.</param>
    /// <returns>The range of each value that has one.</returns>
    /// <exception cref="UserErrorException">MC2006: no samples; MC2004/MC2012 from the runner.</exception>
    public IReadOnlyDictionary<Value, ActivationRange> Measure(Model model, IReadOnlyList<Value> values, IEnumerable<Sample> samples, int? count, CancellationToken cancel)
    {
        var inputs = values.Where(value => value.IsGraphInput).ToList();
        var produced = values.Where(value => !value.IsGraphInput).ToList();
        var observers = values.ToDictionary(value => value, _ => calibrator.Observe());
        using var runner = runners.Load(model, new RunnerOptions(threads), produced);
        var firstExtra = runner.Outputs.Count - produced.Count;
        var done = 0;
        foreach (var sample in samples)
        {
            cancel.ThrowIfCancellationRequested();
            var outputs = runner.Run(sample);
            foreach (var input in inputs)
            {
                observers[input].Add(sample.Inputs[input.Name].AsSpan<float>());
            }

            for (var i = 0; i < produced.Count; i++)
            {
                observers[produced[i]].Add(outputs[firstExtra + i].AsSpan<float>());
            }

            done++;
            diagnostics.Progress($"calibrating, sample {done}", count is > 0 ? (double)done / count : null);
        }

        return done == 0
            ? throw new UserErrorException(Codes.EmptyData, "CalibrationData holds no samples. Point it at data the model accepts.")
            : observers.Where(pair => pair.Value.Range is not null).ToDictionary(pair => pair.Key, pair => pair.Value.Range!.Value); // not null: filtered
    }
}
