namespace ModelCompression.Data.Audio;

/// <summary>A recording with one channel.</summary>
/// <param name="SampleRate">Samples a second, 1 or more.</param>
/// <param name="Samples">Full scale is -1 to 1; all are finite.</param>
internal sealed record AudioSignal(int SampleRate, float[] Samples);
