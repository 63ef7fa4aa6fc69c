namespace ModelCompression.Reporting.Plots;

/// <summary>Maps values to positions between two ends, with the smallest value at one and the largest at the other.</summary>
internal sealed class PlotScale
{
    private readonly double _least;
    private readonly double _perUnit;
    private readonly double _start;

    /// <param name="values">Finite values that must be seen; equal ones get a range of their own.</param>
    public PlotScale(IReadOnlyList<double> values, double start, double end)
    {
        var (least, most) = (values.Min(), values.Max());
        var range = most - least;
        if (!(range > 0))
        {
            range = Math.Max(Math.Abs(most), 1);
            least -= range / 2;
        }

        (_least, _perUnit, _start) = (least, (end - start) / range, start);
    }

    public double Place(double value) => _start + ((value - _least) * _perUnit);
}
