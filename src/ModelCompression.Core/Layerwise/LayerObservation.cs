using System.Buffers;
using System.Numerics.Tensors;

namespace ModelCompression.Layerwise;

/// <summary>What a layer is, to those who look at its inputs and outputs.</summary>
/// <param name="Name">In the model the outputs were taken from.</param>
/// <param name="Rows">Output channels of all groups.</param>
/// <param name="Columns">Inputs of one output channel.</param>
internal sealed record ObservedLayer(string Name, LayerInput Input, LayerWindows Windows, int Groups, int Rows, int Columns);

/// <summary>
/// Sums up, over samples, moments of the inputs of a layer as a stream computes them and of the outputs another model gave at the same positions.
/// </summary>
/// <param name="bias">Taken off the outputs, one value a row; null for nothing.</param>
internal sealed class LayerObservation(ObservedLayer layer, OutputSamples targets, LayerStream stream, double[]? bias, int threads)
{
    /// <summary>Input or output values read at a time.</summary>
    private const int ChunkValues = 1_000_000;

    private readonly int _rows = layer.Rows / layer.Groups;

    /// <summary>Empty moments, one a group.</summary>
    public LayerMoments[] Start() => [.. Enumerable.Range(0, layer.Groups).Select(_ => new LayerMoments(layer.Columns, _rows))];

    /// <summary>Adds some of the samples to the moments of every group, in chunks.</summary>
    public void Add(LayerMoments[] moments, Predicate<int> takes, CancellationToken cancel)
    {
        var samples = targets.Of(layer.Name);
        var pending = new List<int>();
        var positions = 0;
        for (var sample = 0; sample < stream.Samples; sample++)
        {
            if (takes(sample))
            {
                pending.Add(sample);
                positions += samples[sample].Positions.Length;
            }

            if (positions > 0 && (sample == stream.Samples - 1 || (long)positions * Math.Max(layer.Columns * layer.Groups, layer.Rows) >= ChunkValues))
            {
                cancel.ThrowIfCancellationRequested();
                AddChunk(moments, pending, positions);
                pending.Clear();
                positions = 0;
            }
        }
    }

    private void AddChunk(LayerMoments[] moments, List<int> samples, int positions)
    {
        var x = Rent(positions * layer.Columns);
        var y = Rent(positions * _rows);
        var starts = new int[samples.Count];
        for (var i = 1; i < samples.Count; i++)
        {
            starts[i] = starts[i - 1] + targets.Of(layer.Name)[samples[i - 1]].Positions.Length;
        }

        Parallel.For(0, samples.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => Array.Empty<float>(), (i, _, values) => Read(samples[i], starts[i], x, y, values), _ => { });
        var outer = Math.Min(threads, layer.Groups);
        Parallel.For(0, layer.Groups, new ParallelOptions { MaxDegreeOfParallelism = outer }, group => moments[group].Add(x[group], y[group], positions, outer == 1 ? threads : 1));
        Return(x);
        Return(y);
    }

    private float[][] Rent(int length) => [.. Enumerable.Range(0, layer.Groups).Select(_ => ArrayPool<float>.Shared.Rent(length))];

    private static void Return(float[][] arrays) => Array.ForEach(arrays, array => ArrayPool<float>.Shared.Return(array));

    /// <param name="values">Used for the values of one sample; returned, perhaps longer.</param>
    private float[] Read(int sample, int start, float[][] x, float[][] y, float[] values)
    {
        var shape = layer.Input.Read(value => stream.Content(sample, value), ref values);
        var (output, chosen) = targets.Of(layer.Name)[sample];
        var outputs = targets.Values(layer.Name, sample);
        for (var i = 0; i < chosen.Length; i++)
        {
            for (var group = 0; group < layer.Groups; group++)
            {
                layer.Windows.ReadInput(values, shape, output, chosen[i], group, x[group].AsSpan((start + i) * layer.Columns, layer.Columns));
                ReadOutput(outputs.AsSpan(i * layer.Rows + group * _rows, _rows), group, y[group].AsSpan((start + i) * _rows, _rows));
            }
        }

        return values;
    }

    private void ReadOutput(ReadOnlySpan<Half> output, int group, Span<float> target)
    {
        TensorPrimitives.ConvertToSingle(output, target);
        for (var row = 0; row < target.Length && bias is not null; row++)
        {
            target[row] -= (float)bias[group * _rows + row];
        }
    }
}
