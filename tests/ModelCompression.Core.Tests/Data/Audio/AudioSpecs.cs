using ModelCompression.Data;

namespace ModelCompression.Core.Tests.Data.Audio;

/// <summary>Specs with one input <c>x</c> of recordings.</summary>
internal static class AudioSpecs
{
    /// <param name="more">Members behind <c>type</c> and a rate of 1000 Hz, for example <c>"frame":4</c>.</param>
    public static PreprocessingSpec Of(string more = "") => PreprocessingSpec.Parse(
        "{\"schema\":1,\"inputs\":{\"x\":{\"type\":\"audio\",\"sampleRate\":1000" + (more.Length == 0 ? "" : ",") + more + "}}}", "x.pre.json");

    /// <summary>Writes a file at 1000 Hz whose samples are 1/64, 2/64, ...; exact in 16 bits and in floats.</summary>
    public static string WriteRamp(this DataFolder folder, string name, int count) => folder.Write(name, WaveFiles.Of(1000, Enumerable.Range(1, count).Select(i => i / 64.0)));
}
