using System.Numerics.Tensors;
using ModelCompression.Analysis;

namespace ModelCompression.Quantization.Rounding;

/// <summary>
/// Learns for each weight whether to round down or up (AdaRound, Nagel et al. 2020): integers are floor(w / s) + h(v) with the rectified sigmoid
/// h(v) = clip(1.2 sigmoid(v) - 0.1, 0, 1), and Adam minimises the output error d H d plus a term that pushes h to 0 or 1, whose sharpness rises from step to step.
/// The error is a function of second moments, so no sample is run again. At the end each h is rounded, within the limit its neighbour leaves.
/// </summary>
[Strategy("Adaptive", "Learns for each weight whether to round it down or up, guided by calibration data (AdaRound).")]
public sealed class AdaptiveRounding : IWeightRounding
{
    private const int Steps = 400;
    private const double WarmUp = 0.2;
    private const double LearningRate = 0.05;
    private const double RoundWeight = 0.01;
    private const double StartSharpness = 20;
    private const double EndSharpness = 2;
    private const double Stretch = 1.2;
    private const double Offset = -0.1;

    public void Round(RoundingProblem problem, CancellationToken cancel) =>
        Parallel.For(0, problem.RowCount, new ParallelOptions { MaxDegreeOfParallelism = problem.Threads, CancellationToken = cancel }, row =>
        {
            var before = problem.Error(row);
            var start = (problem.FirstRow + row) * problem.Columns;
            var old = problem.Weights.Values.AsSpan(start, problem.Columns).ToArray();
            Settle(problem, row, Learn(problem, row));
            if (problem.Error(row) > before)
            {
                old.CopyTo(problem.Weights.Values, start);
            }
        });

    /// <summary>The share of a step each weight is rounded up by, 0 to 1.</summary>
    private static double[] Learn(RoundingProblem problem, int row)
    {
        var (columns, at) = (problem.Columns, problem.FirstRow + row);
        var (scales, floors, learned) = (new double[columns], new double[columns], new double[columns]);
        var unit = 0.0;
        for (var i = 0; i < columns; i++)
        {
            scales[i] = problem.Weights.Scale(at, i);
            var exact = scales[i] == 0 ? 0 : problem.Target[row * columns + i] / scales[i];
            floors[i] = Math.Floor(exact);
            learned[i] = -Math.Log(Stretch / (exact - floors[i] - Offset) - 1);
            unit += scales[i] * scales[i] * problem.Hessian[i * columns + i] / columns;
        }

        var (first, second, difference, slope) = (new double[columns], new double[columns], new double[columns], new double[columns]);
        for (var step = 1; step <= Steps && unit > 0; step++)
        {
            for (var i = 0; i < columns; i++)
            {
                difference[i] = (floors[i] + Share(learned[i])) * scales[i] - problem.Target[row * columns + i];
            }

            for (var i = 0; i < columns; i++)
            {
                slope[i] = 2 * scales[i] * TensorPrimitives.Dot<double>(problem.Hessian.AsSpan(i * columns, columns), difference) / unit;
            }

            var progress = (step / (double)Steps - WarmUp) / (1 - WarmUp);
            Adam(learned, slope, first, second, step, progress);
        }

        return Array.ConvertAll(learned, Share);
    }

    private static void Adam(double[] learned, double[] slope, double[] first, double[] second, int step, double progress)
    {
        var sharpness = EndSharpness + (StartSharpness - EndSharpness) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1)));
        for (var i = 0; i < learned.Length; i++)
        {
            var sigmoid = 1 / (1 + Math.Exp(-learned[i]));
            var share = Stretch * sigmoid + Offset;
            var rise = share is > 0 and < 1 ? Stretch * sigmoid * (1 - sigmoid) : 0;
            var away = 2 * Math.Clamp(share, 0, 1) - 1;
            var push = progress < 0 ? 0 : -RoundWeight * sharpness * Math.Pow(Math.Abs(away), sharpness - 1) * Math.Sign(away) * 2;
            var gradient = (slope[i] + push) * rise;
            first[i] = 0.9 * first[i] + 0.1 * gradient;
            second[i] = 0.999 * second[i] + 0.001 * gradient * gradient;
            learned[i] -= LearningRate * first[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(second[i] / (1 - Math.Pow(0.999, step))) + 1e-8);
        }
    }

    private static void Settle(RoundingProblem problem, int row, double[] shares)
    {
        var (weights, columns, at) = (problem.Weights, problem.Columns, problem.FirstRow + row);
        weights.Values.AsSpan(at * columns, columns).Clear();
        for (var i = 0; i < columns; i++)
        {
            var scale = (double)weights.Scale(at, i);
            var floor = scale == 0 ? 0 : Math.Floor(problem.Target[row * columns + i] / scale);
            var (low, high) = weights.Bounds(at, i);
            weights.Values[at * columns + i] = (int)Math.Clamp(floor + (shares[i] >= 0.5 ? 1 : 0), low, high);
        }
    }

    private static double Share(double value) => Math.Clamp(Stretch / (1 + Math.Exp(-value)) + Offset, 0, 1);
}
