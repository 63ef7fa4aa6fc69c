namespace ModelCompression.Gating;

/// <summary>Comparisons in decimal arithmetic: a limit is what the user wrote (0.01, not the nearest binary fraction), and counts are counts.</summary>
internal static class ExactComparison
{
    /// <summary>Beyond this, decimals may overflow, and nobody counts the last digits.</summary>
    private const double Largest = 1e18;

    /// <summary><paramref name="left"/> &lt; <paramref name="right"/>, both at 15 significant digits.</summary>
    public static bool IsLess(double left, double right) =>
        Math.Abs(left) < Largest && Math.Abs(right) < Largest ? (decimal)left < (decimal)right : left < right;

    /// <summary><paramref name="share"/> of <paramref name="samples"/> &lt; <paramref name="count"/>.</summary>
    public static bool IsLess(double share, int samples, int count) => Math.Abs(share) < Largest / int.MaxValue ? (decimal)share * samples < count : share < 0;

    /// <summary><paramref name="share"/> of <paramref name="samples"/> &gt; <paramref name="count"/>.</summary>
    public static bool IsGreater(double share, int samples, int count) => Math.Abs(share) < Largest / int.MaxValue ? (decimal)share * samples > count : share > 0;
}
