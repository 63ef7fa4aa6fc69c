using System.Numerics.Tensors;
using ModelCompression.Layerwise;
using ModelCompression.Rewriting;

namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// One layer of a refinement. From inputs x as the quantized model computes them and outputs y of the float model at the same positions: a target for the weights,
/// integers by the rounding with H = cov(x), bias = mean(y) - w_q mean(x). Without a bias, moments around zero replace covariances.
/// </summary>
internal sealed class LayerProblem(QuantizedLayer layer, OutputSamples targets, LayerStream stream, RefinementSettings settings)
{
    /// <summary>Share of the mean diagonal that is added to H for rounding, as in GPTQ.</summary>
    private const double Damping = 0.01;

    /// <summary>Rows of a group the reported error is measured on.</summary>
    private const int ComparedRows = 64;

    /// <summary>Every n-th sample is held out when the target is chosen.</summary>
    private const int HeldOut = 5;

    private readonly IntegerWeights _weights = layer.Weights;
    private readonly int _rows = layer.Weights.Rows / layer.Groups;
    private readonly int _columns = layer.Weights.Columns;
    private readonly bool _centre = layer.HasBias && settings.CorrectBias;
    private readonly double[] _bias = layer.BiasInTarget();

    public RefinedLayer Solve(GraphEditor edit, CancellationToken cancel)
    {
        var seen = new ObservedLayer(layer.Name, layer.Input, layer.Windows, layer.Groups, _weights.Rows, _columns);
        var observation = new LayerObservation(seen, targets, stream, _centre ? null : _bias, settings.Threads); // a bias that takes up mean errors drops out of covariances, one that stays does not
        var fit = observation.Start();
        observation.Add(fit, sample => sample % HeldOut != HeldOut - 1, cancel);
        var held = Array.ConvertAll(fit, moments => moments.Sibling());
        observation.Add(held, sample => sample % HeldOut == HeldOut - 1, cancel);
        if (fit[0].Count == 0)
        {
            return new RefinedLayer(layer.Name, double.NaN, double.NaN);
        }

        var correction = new double[_weights.Rows];
        var parts = new (double Signal, double Before, double After)[layer.Groups];
        var outer = Math.Min(settings.Threads, layer.Groups);
        Parallel.For(0, layer.Groups, new ParallelOptions { MaxDegreeOfParallelism = outer, CancellationToken = cancel }, group =>
            parts[group] = SolveGroup(group * _rows, fit[group], held[group], correction, outer == 1 ? settings.Threads : 1, cancel));
        layer.Store(edit);
        if (_centre)
        {
            layer.AddToBias(edit, correction);
        }

        var signal = parts.Sum(part => part.Signal);
        return new RefinedLayer(layer.Name, Decibels(signal, parts.Sum(part => part.Before)), Decibels(signal, parts.Sum(part => part.After)));
    }

    private (double Signal, double Before, double After) SolveGroup(
        int first, LayerMoments fit, LayerMoments held, double[] correction, int threads, CancellationToken cancel)
    {
        var real = Array.ConvertAll(layer.Real[(first * _columns)..((first + _rows) * _columns)], value => (double)value);
        var damping = settings.Rounding is not null && held.Count > 0 && LayerTarget.CanLearn(fit.Count, _columns)
            ? LayerTarget.ChooseDamping(real, fit.Summary(_centre), held.Summary(_centre), threads)
            : null;
        fit.Absorb(held); // and nothing is left of them
        var all = fit.Summary(_centre, last: true);
        var seen = Enumerable.Range(0, Math.Min(_rows, ComparedRows)).Select(i => (int)((long)i * _rows / Math.Min(_rows, ComparedRows))).ToList();
        var before = Noise(first, seen, all, _bias);
        if (settings.Rounding is { } rounding && all.MeanDiagonal is var mean and > 0)
        {
            var target = LayerTarget.Of(real, all, damping, threads);
            var problem = new RoundingProblem(_weights, first, _rows, target, all.Damped(mean * Damping), threads);
            if (settings.Searches(layer.Grid))
            {
                ScaleSearch.Run(problem, cancel);
            }

            rounding.Round(problem, cancel);
        }

        for (var row = 0; row < _rows && _centre; row++)
        {
            correction[first + row] = all.MeanY[row] - TensorPrimitives.Dot<double>(_weights.Real(first + row), all.MeanX) - _bias[first + row];
        }

        return (seen.Sum(row => all.Yy[row]), before, Noise(first, seen, all, [.. _bias.Zip(correction, (old, more) => old + more)]));
    }

    /// <summary>Mean squared error of some rows, the error of their means included when the bias takes those up.</summary>
    private double Noise(int first, IReadOnlyList<int> rows, LayerStatistics statistics, double[] bias)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            var real = _weights.Real(first + row);
            var offset = _centre ? statistics.MeanY[row] - TensorPrimitives.Dot<double>(real, statistics.MeanX) - bias[first + row] : 0;
            sum += statistics.Noise(row, real) + offset * offset;
        }

        return sum;
    }

    private static double Decibels(double signal, double noise) => 10 * Math.Log10(signal / noise);
}
