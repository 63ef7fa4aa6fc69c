using System.Runtime.InteropServices;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>
/// What the layers of the float model give at chosen positions, sample by sample: the target of a refinement. Kept in half precision in one temporary file a layer,
/// since together it may be larger than the model's activations.
/// </summary>
internal sealed class OutputSamples : IDisposable
{
    private readonly ScratchFolder _scratch = new(null);
    private readonly Dictionary<string, Entry> _layers = new(StringComparer.Ordinal);

    private sealed record Entry(string Path, LayerSample[] Samples, int Channels, int Positions);

    /// <summary>Which positions of a layer were taken.</summary>
    public IReadOnlyList<LayerSample> Of(string layer) => _layers[layer].Samples;

    /// <summary>The outputs of one layer on one sample, positions x channels.</summary>
    public Half[] Values(string layer, int sample)
    {
        var (path, samples, channels, positions) = _layers[layer];
        var values = new Half[samples[sample].Positions.Length * channels];
        using var file = File.OpenHandle(path);
        return RandomAccess.Read(file, MemoryMarshal.AsBytes(values.AsSpan()), Offset(sample, positions, channels)) == values.Length * 2
            ? values
            : throw new IOException($"The temporary file '{Path.GetFileName(path)}' is shorter than what was written to it.");
    }

    /// <summary>Deletes the outputs of a layer.</summary>
    public void Drop(string layer) => File.Delete(_layers[layer].Path);

    /// <param name="layers">By name: how positions of a layer are read, and how many are taken from one sample at most.</param>
    public static OutputSamples Measure(
        Model model, IReadOnlyDictionary<string, (LayerWindows Windows, int Positions)> layers, IReadOnlyList<Sample> samples, (IModelRunnerFactory Runners, int Threads, int Seed) host, CancellationToken cancel)
    {
        var result = new OutputSamples();
        var nodes = model.Graph.Nodes.Where(node => layers.ContainsKey(node.Name)).ToList();
        var taken = nodes.Select(_ => new LayerSample[samples.Count]).ToList();
        var channels = new int[nodes.Count];
        var files = nodes.Select((_, i) => File.OpenHandle(result.PathOf(i), FileMode.CreateNew, FileAccess.Write)).ToList();
        try
        {
            using var runner = host.Runners.Load(model, new RunnerOptions(), [.. nodes.Select(node => node.Output(0))]); // one: each holds all outputs of the model
            var first = runner.Outputs.Count - nodes.Count;
            for (var sample = 0; sample < samples.Count; sample++)
            {
                cancel.ThrowIfCancellationRequested();
                var outputs = runner.Run(samples[sample]);
                Parallel.For(0, nodes.Count, new ParallelOptions { MaxDegreeOfParallelism = host.Threads }, i =>
                {
                    var (windows, positions) = layers[nodes[i].Name];
                    (taken[i][sample], var values, channels[i]) = Take(windows, outputs[first + i], positions, new Random(SeedOf(host.Seed, sample, i)));
                    RandomAccess.Write(files[i], MemoryMarshal.AsBytes(values.AsSpan()), Offset(sample, positions, channels[i]));
                });
            }
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            result._layers[nodes[i].Name] = new Entry(result.PathOf(i), taken[i], channels[i], layers[nodes[i].Name].Positions);
        }

        return result;
    }

    public void Dispose() => _scratch.Dispose();

    private string PathOf(int layer) => _scratch.File(layer.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static long Offset(int sample, int positions, int channels) => (long)sample * positions * channels * 2;

    private static (LayerSample Sample, Half[] Values, int Channels) Take(LayerWindows windows, TensorData output, int positions, Random random)
    {
        var all = windows.Positions(output.Shape);
        var chosen = all <= positions ? [.. Enumerable.Range(0, all)] : Choose(all, positions, random);
        var channels = all == 0 ? 0 : (int)(output.Count / all);
        var values = new Half[chosen.Length * channels];
        for (var i = 0; i < chosen.Length; i++)
        {
            windows.ReadOutput(output.AsSpan<float>(), output.Shape, chosen[i], values.AsSpan(i * channels, channels));
        }

        return (new LayerSample(output.Shape, chosen), values, channels);
    }

    /// <summary>Distinct positions in ascending order: one from each of equally long stretches.</summary>
    private static int[] Choose(int all, int positions, Random random)
    {
        var chosen = new int[positions];
        for (var i = 0; i < positions; i++)
        {
            var from = (int)((long)all * i / positions);
            var to = (int)((long)all * (i + 1) / positions);
            chosen[i] = random.Next(from, Math.Max(from + 1, to));
        }

        return chosen;
    }

    private static int SeedOf(int seed, int sample, int layer) => unchecked((seed * 397 + sample) * 7919 + layer);
}

/// <summary>Where outputs of one layer were taken on one sample.</summary>
/// <param name="Output">Shape of the whole output.</param>
/// <param name="Positions">Which positions, ascending.</param>
internal sealed record LayerSample(Shape Output, int[] Positions);
