using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Inference;

/// <summary>Runs a model over samples and hands out chosen values of it, one sample after the other. Only those are exposed to the runtime.</summary>
/// <param name="threads">Intra-op threads; 1 or more.</param>
public sealed class ActivationReader(IModelRunnerFactory runners, int threads, IDiagnostics diagnostics)
{
    /// <param name="values">Graph inputs or outputs of nodes of <paramref name="model"/>.</param>
    /// <param name="progress">What is done, and the number of samples where it is known.</param>
    /// <param name="take">Gets the contents of <paramref name="values"/> in their order; they are valid until it returns.</param>
    /// <returns>Number of samples read.</returns>
    /// <exception cref="UserErrorException">MC2004, MC2012 from the runner.</exception>
    public int Read(Model model, IReadOnlyList<Value> values, IEnumerable<Sample> samples, (string Activity, int? Count) progress, Action<IReadOnlyList<TensorData>> take, CancellationToken cancel)
    {
        var produced = values.Where(value => !value.IsGraphInput).ToList();
        using var runner = runners.Load(model, new RunnerOptions(threads), produced);
        var first = runner.Outputs.Count - produced.Count;
        var contents = new TensorData[values.Count];
        var done = 0;
        foreach (var sample in samples)
        {
            cancel.ThrowIfCancellationRequested();
            var outputs = runner.Run(sample);
            var next = first;
            for (var i = 0; i < contents.Length; i++)
            {
                contents[i] = values[i].IsGraphInput ? sample.Inputs[values[i].Name] : outputs[next++];
            }

            take(contents);
            done++;
            diagnostics.Progress(FormattableString.Invariant($"{progress.Activity}, sample {done}"), progress.Count is > 0 and var count ? (double)done / count : null);
        }

        return done;
    }
}
