using System.Text.Json;

namespace ModelCompression.Data.Preprocessing;

/// <summary>Writes inputs of types <c>audio</c> and <c>constant</c> with every field that applies.</summary>
internal static class AudioSpecWriter
{
    public static void Write(Utf8JsonWriter json, AudioInputSpec audio)
    {
        json.WriteString("type", "audio");
        json.WriteNumber("sampleRate", audio.SampleRate);
        json.WriteBoolean("mono", true);
        if (audio.Length is { } length)
        {
            json.WriteNumber("length", length);
        }

        if (audio is { Frame: { } frame, Hop: { } hop })
        {
            json.WriteNumber("frame", frame);
            json.WriteNumber("hop", hop);
            json.WriteNumber("context", audio.Context);
            WriteStates(json, audio);
        }
        else
        {
            json.WriteString("normalize", SpecNames.Of(audio.Normalizes, SpecNames.Normalizations));
        }

        json.WriteNumber("scale", audio.Scale);
        json.WriteString("features", SpecNames.Of(audio.Features is not null, SpecNames.Features));
        if (audio.Features is { } features)
        {
            WriteFeatures(json, features);
            json.WriteString("layout", SpecNames.Of(audio.Layout, SpecNames.FeatureLayouts));
        }

        SpecWriter.WriteNumbers(json, "mean", audio.Mean);
        SpecWriter.WriteNumbers(json, "std", audio.Std);
        json.WriteString("dtype", SpecNames.Of(audio.Element, SpecNames.AudioTypes));
    }

    public static void Write(Utf8JsonWriter json, ConstantInputSpec constant)
    {
        json.WriteString("type", "constant");
        SpecWriter.WriteNumbers(json, "values", constant.Values);
        json.WriteString("dtype", SpecNames.Of(constant.Element, SpecNames.ConstantTypes));
    }

    private static void WriteStates(Utf8JsonWriter json, AudioInputSpec audio)
    {
        json.WriteStartArray("state");
        foreach (var state in audio.States)
        {
            json.WriteStartObject();
            json.WriteString("in", state.Input);
            json.WriteString("out", state.Output);
            SpecWriter.WriteNumbers(json, "shape", [.. state.Shape.Dims.Select(size => (double)size)]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFeatures(Utf8JsonWriter json, LogMelSpec features)
    {
        json.WriteNumber("nFft", features.NFft);
        json.WriteNumber("winLength", features.WinLength);
        json.WriteNumber("hopLength", features.HopLength);
        json.WriteNumber("nMels", features.NMels);
        json.WriteNumber("fMin", features.FMin);
        json.WriteNumber("fMax", features.FMax);
        json.WriteString("melScale", SpecNames.Of(features.Scale, SpecNames.MelScales));
        json.WriteString("norm", SpecNames.Of(features.Norm, SpecNames.MelNorms));
        json.WriteString("log", SpecNames.Of(features.Log, SpecNames.MelLogs));
        json.WriteBoolean("center", features.Center);
        json.WriteNumber("floor", features.Floor);
    }
}
