namespace ModelCompression.Runtime.Images;

/// <summary>An image between two steps, samples from 0 to 255: 8-bit, or floats from the first resize on that keeps fractions.</summary>
/// <param name="Channels">1: gray, 3: colour.</param>
internal abstract record ImageSamples(int Width, int Height, int Channels);
