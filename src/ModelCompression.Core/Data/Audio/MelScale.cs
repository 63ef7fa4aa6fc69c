namespace ModelCompression.Data.Audio;

/// <summary>How frequencies become mels.</summary>
public enum MelScale
{
    /// <summary><c>2595 log10(1 + f / 700)</c> (O'Shaughnessy 1987; the HTK book).</summary>
    Htk,

    /// <summary>Linear with <c>3 f / 200</c> to 1000 Hz, above that <c>15 + 27 ln(f / 1000) / ln 6.4</c> (Slaney's Auditory Toolbox 1998; the default of librosa's <c>hz_to_mel</c>).</summary>
    Slaney,
}

/// <summary>Conversions of <see cref="MelScale"/>.</summary>
internal static class MelFrequencies
{
    private const double Edge = 1000;
    private const double EdgeMel = 15;
    private const double LinearStep = 200.0 / 3;
    private static readonly double LogStep = Math.Log(6.4) / 27;

    public static double ToMel(MelScale scale, double hertz) => scale == MelScale.Htk
        ? 2595 * Math.Log10(1 + (hertz / 700))
        : hertz < Edge ? hertz / LinearStep : EdgeMel + (Math.Log(hertz / Edge) / LogStep);

    public static double ToHertz(MelScale scale, double mel) => scale == MelScale.Htk
        ? 700 * (Math.Pow(10, mel / 2595) - 1)
        : mel < EdgeMel ? mel * LinearStep : Edge * Math.Exp(LogStep * (mel - EdgeMel));

    /// <summary>Frequencies that are evenly spaced in mels.</summary>
    /// <param name="count">2 or more, both ends included.</param>
    public static double[] Spread(MelScale scale, double low, double high, int count)
    {
        var (first, last) = (ToMel(scale, low), ToMel(scale, high));
        return [.. Enumerable.Range(0, count).Select(i => ToHertz(scale, first + ((last - first) * i / (count - 1))))];
    }
}
