using ModelCompression.Data.Audio;
using ModelCompression.Inference;
using ModelCompression.Tensors;

namespace ModelCompression.Data.Preprocessing;

/// <summary>The input is made of a recording: mean of the channels, sample rate, length and normalization or frames, <c>x * scale</c>, features, <c>(x - mean) / std</c>, layout, type.</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Frame">Samples of a frame; null when the model takes a whole recording.</param>
/// <param name="Hop">Samples from one frame to the next; null without frames.</param>
/// <param name="Context">Samples before a frame that are put in front of it; zeros before the first.</param>
/// <param name="States">What the model hands from one frame to the next.</param>
/// <param name="Length">Samples a recording is cut to or filled up to with zeros; null for as many as there are.</param>
/// <param name="Normalizes">Give the samples of a recording mean 0 and variance 1, before they are filled up.</param>
/// <param name="Features">What is made of the samples; null for the samples themselves.</param>
/// <param name="Scale">Factor of the samples, which are -1 to 1.</param>
/// <param name="Mean">One number, or one a mel.</param>
/// <param name="Std">One number, or one a mel; none 0.</param>
/// <param name="Layout">Order of the axes of features.</param>
/// <param name="Element">Float or Float16.</param>
public sealed record AudioInputSpec(
    int SampleRate,
    int? Frame,
    int? Hop,
    int Context,
    IReadOnlyList<StateLink> States,
    int? Length,
    bool Normalizes,
    LogMelSpec? Features,
    double Scale,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Std,
    FeatureLayout Layout,
    ElementType Element) : InputSpec
{
    /// <summary>Frames of a recording: as many as reach its end, the last filled up with zeros.</summary>
    /// <param name="samples">At the spec's rate.</param>
    /// <exception cref="InvalidOperationException">The spec has no frames.</exception>
    public int FramesOf(int samples) => this is { Frame: { } frame, Hop: { } hop }
        ? 1 + ((Math.Max(0, samples - frame) + hop - 1) / hop)
        : throw new InvalidOperationException("The spec has no frames.");
}

/// <summary>Parameters of a log-mel spectrogram.</summary>
/// <param name="NFft">Samples of a Fourier transform.</param>
/// <param name="WinLength">Samples of a window, at most <paramref name="NFft"/>.</param>
/// <param name="HopLength">Samples from one window to the next.</param>
/// <param name="FMin">Lowest frequency in Hz.</param>
/// <param name="FMax">Highest frequency in Hz.</param>
/// <param name="Center">Centre windows on their samples, with the signal mirrored at its ends.</param>
/// <param name="Floor">Least energy whose logarithm is taken.</param>
public sealed record LogMelSpec(
    int NFft, int WinLength, int HopLength, int NMels, double FMin, double FMax, MelScale Scale, MelNorm Norm, MelLog Log, bool Center, double Floor);

/// <summary>How the triangles of a filter bank are weighted.</summary>
public enum MelNorm
{
    /// <summary>All have height 1.</summary>
    None,

    /// <summary>All have area 1 over frequency.</summary>
    Slaney,
}

/// <summary>Which logarithm of the energies is taken.</summary>
public enum MelLog
{
    Natural,
    Decimal,

    /// <summary>Base 10, bounded below by the maximum and scaled as Whisper does.</summary>
    Whisper,
}

/// <summary>Axis order of features.</summary>
public enum FeatureLayout
{
    MelTime,
    TimeMel,
}

/// <summary>The input always holds the same numbers.</summary>
/// <param name="Values">One or more, in row-major order; the shape is the model's.</param>
public sealed record ConstantInputSpec(IReadOnlyList<double> Values, ElementType Element) : InputSpec;
