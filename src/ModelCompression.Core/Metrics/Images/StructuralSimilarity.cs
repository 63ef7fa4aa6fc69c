namespace ModelCompression.Metrics.Images;

/// <summary>
/// Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity" (2004), equation 13 with the constants of section III-C: in every
/// window, weighted by a Gaussian (11 x 11, sigma 1.5), <c>(2 mx my + C1)(2 cov + C2) / ((mx^2 + my^2 + C1)(vx + vy + C2))</c> with <c>C1 = (0.01 peak)^2</c> and
/// <c>C2 = (0.03 peak)^2</c>; the mean over all windows that lie in the image, and over the channels.
/// </summary>
internal sealed class StructuralSimilarity(double peak)
{
    /// <summary>Side of a window in pixels; images have to be at least as large.</summary>
    public const int Window = 11;

    private const double Sigma = 1.5;

    private static readonly double[] Kernel = Gaussian();

    private readonly double _c1 = 0.01 * peak * (0.01 * peak);
    private readonly double _c2 = 0.03 * peak * (0.03 * peak);

    public double Of(double[] predicted, double[] right, ImagePlanes planes)
    {
        var sum = 0.0;
        for (var channel = 0; channel < planes.Channels; channel++)
        {
            sum += OfPlane(Plane(predicted, planes, channel), Plane(right, planes, channel), planes.Width, planes.Height);
        }

        return sum / planes.Channels;
    }

    private double OfPlane(double[] x, double[] y, int width, int height)
    {
        var meanX = Smooth(x, x, false, width, height);
        var meanY = Smooth(y, y, false, width, height);
        var squareX = Smooth(x, x, true, width, height);
        var squareY = Smooth(y, y, true, width, height);
        var product = Smooth(x, y, true, width, height);
        var sum = 0.0;
        for (var i = 0; i < meanX.Length; i++)
        {
            var (mx, my) = (meanX[i], meanY[i]);
            var (vx, vy, covariance) = (squareX[i] - (mx * mx), squareY[i] - (my * my), product[i] - (mx * my));
            sum += ((2 * mx * my) + _c1) * ((2 * covariance) + _c2) / (((mx * mx) + (my * my) + _c1) * (vx + vy + _c2));
        }

        return sum / meanX.Length;
    }

    private static double[] Plane(double[] values, ImagePlanes planes, int channel)
    {
        var plane = new double[planes.Width * planes.Height];
        for (var i = 0; i < plane.Length; i++)
        {
            plane[i] = values[(channel * planes.ChannelStep) + (i * planes.PixelStep)];
        }

        return plane;
    }

    /// <summary>Weighted means of all windows that lie in the plane, of <paramref name="a"/> or of the products with <paramref name="b"/>: along the rows, then along the columns.</summary>
    private static double[] Smooth(double[] a, double[] b, bool multiplies, int width, int height)
    {
        var (columns, rows) = (width - Window + 1, height - Window + 1);
        var across = new double[columns * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var at = (y * width) + x;
                for (var k = 0; k < Window; k++)
                {
                    across[(y * columns) + x] += Kernel[k] * (multiplies ? a[at + k] * b[at + k] : a[at + k]);
                }
            }
        }

        var result = new double[columns * rows];
        for (var i = 0; i < result.Length; i++)
        {
            for (var k = 0; k < Window; k++)
            {
                result[i] += Kernel[k] * across[i + (k * columns)];
            }
        }

        return result;
    }

    private static double[] Gaussian()
    {
        double[] weights = [.. Enumerable.Range(0, Window).Select(i => Math.Exp(-Math.Pow(i - (Window / 2), 2) / (2 * Sigma * Sigma)))];
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
