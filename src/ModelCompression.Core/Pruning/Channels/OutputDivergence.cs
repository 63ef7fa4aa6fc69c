using System.Numerics.Tensors;
using ModelCompression.Inference;
using ModelCompression.Ir;

namespace ModelCompression.Pruning.Channels;

/// <summary>How far a changed model's outputs are from those of the model before, on some samples.</summary>
/// <param name="before">Outputs of the model before, by sample, first output only.</param>
internal sealed class OutputDivergence(IModelRunnerFactory runners, IReadOnlyList<Sample> samples, IReadOnlyList<float[]> before, int threads)
{
    /// <summary>Runs the model as it is.</summary>
    public static OutputDivergence From(Model model, IModelRunnerFactory runners, IReadOnlyList<Sample> samples, int threads) => new(runners, samples, Run(model, runners, samples, threads), threads);

    /// <summary>Mean squared difference of the first output, as a share of its mean square.</summary>
    public double Of(Model model)
    {
        var after = Run(model, runners, samples, threads);
        double noise = 0, signal = 0;
        foreach (var (old, changed) in before.Zip(after))
        {
            var difference = TensorPrimitives.Distance<float>(old, changed);
            noise += difference * (double)difference;
            signal += TensorPrimitives.SumOfSquares<float>(old);
        }

        return noise / Math.Max(signal, 1e-30);
    }

    private static float[][] Run(Model model, IModelRunnerFactory runners, IReadOnlyList<Sample> samples, int threads)
    {
        var outputs = new float[samples.Count][];
        var streams = Math.Min(threads, samples.Count);
        Parallel.For(0, streams, new ParallelOptions { MaxDegreeOfParallelism = streams }, stream =>
        {
            using var runner = runners.Load(model, new RunnerOptions());
            for (var sample = stream; sample < samples.Count; sample += streams)
            {
                outputs[sample] = runner.Run(samples[sample])[0].AsSpan<float>().ToArray();
            }
        });
        return outputs;
    }
}
